import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  markdownCode,
  markdownTable,
  markdownText,
  shellBlock,
} from '../../../src/report/markdown.ts'

const decoded = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

test('an ordinary name stays readable in the source of the summary', () => {
  assert.equal(markdownCode('public.order_lines'), '`public.order_lines`')
})

test('a table named like an image and a cell border shows as just that', () => {
  const code = markdownCode('<img src=x>|a')
  assert.equal(code, '<code>&#60;img src&#61;x&#62;&#124;a</code>')
  assert.doesNotMatch(code, /<img|\|/)
})

test('a line break is shown as one and ends nothing', () => {
  assert.equal(decoded(markdownCode('a\n::error::b')), '<code>a\\n::error::b</code>')
  assert.doesNotMatch(markdownText('a\n## b'), /[\n#](?!\d)/)
})

test('marks that turn the direction of writing are shown as escapes', () => {
  assert.equal(decoded(markdownText('a\u202eb')), 'a\\u202eb')
})

test('no text of any kind leaves a character that Markdown or HTML could read', () => {
  const inert = /^[\p{L}\p{N} .,;'"?%/=-]*$/u
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.match(markdownText(text).replace(/&#\d+;/g, ''), inert)
      const code = markdownCode(text)
      const inner = code.startsWith('`')
        ? code.slice(1, -1)
        : code.slice('<code>'.length, -'</code>'.length)
      assert.match(inner.replace(/&#\d+;/g, ''), /^[\p{L}\p{N} \w.:/@+=,-]*$/u)
    }),
  )
})

test('printable text comes back unchanged from its references', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      assert.equal(decoded(markdownText(text)), text)
    }),
  )
})

test('a block of commands cannot be ended from inside', () => {
  const block = shellBlock(['echo "```"', 'rm -r x'])
  assert.ok(block.startsWith('````sh\n') && block.endsWith('\n````'))
})

test('a table is aligned as asked', () => {
  const table = markdownTable(['a', 'b'], [['1', '2']], ['left', 'right'])
  assert.equal(table, '| a | b |\n| --- | ---: |\n| 1 | 2 |')
})
