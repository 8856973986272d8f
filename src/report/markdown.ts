import { printable } from '../errors.ts'

/**
 * Foreign text (a table's name, a server's message) as Markdown that shows exactly this text.
 * Every character that could mean something to Markdown or HTML becomes a numeric reference, which
 * CommonMark never reads as structure (spec 0.31, 6.2 "Entity and numeric character references").
 * So does the stop of `www.`, which GitHub would make a link of.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[^\p{L}\p{N} .,;'"?%/=-]/gu, reference)
    .replace(/www\./gi, (address) => `${address.slice(0, -1)}${reference('.')}`)
}

/** Foreign text as code. A plain code span where nothing in it could end one. */
export function markdownCode(text: string): string {
  if (/^[\w.:/@+=,-]+$/.test(text)) return `\`${text}\``
  return `<code>${visible(text).replace(/[^\p{L}\p{N} ]/gu, reference)}</code>`
}

/** Rows of finished Markdown cells. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (align[column] === 'right' ? '---:' : '---'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** A block of shell commands, fenced by more backticks than any run of them inside it. */
export function shellBlock(commands: readonly string[]): string {
  const text = commands.join('\n')
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sh\n${text}\n${fence}`
}

/** Control characters, and marks that turn the direction of writing, as escapes one can see. */
function visible(text: string): string {
  return printable(text).replace(/\p{Cf}/gu, (mark) => `\\u${mark.codePointAt(0)?.toString(16)}`)
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`
}
