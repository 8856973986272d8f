import assert from 'node:assert/strict'
import test from 'node:test'
import { allPages } from '../../../src/forks/pages.ts'

test('a list is asked for until its last page', async () => {
  const asked: (string | undefined)[] = []
  const pages = { first: 'second', second: 'third', third: '' }
  const all = await allPages('Neon', async (page) => {
    asked.push(page)
    const name = (page ?? 'first') as keyof typeof pages
    return { items: [name], next: pages[name] }
  })
  assert.deepEqual(all, ['first', 'second', 'third'])
  assert.deepEqual(asked, [undefined, 'second', 'third'])
})

test('a page that names itself as the next one is the last', async () => {
  const all = await allPages('Neon', async () => ({ items: [1], next: 'again' }))
  assert.deepEqual(all, [1, 1])
})

test('a list that has no end is given up', async () => {
  let pages = 0
  const endless = allPages('Neon', async () => ({ items: [1], next: String(++pages) }))
  await assert.rejects(endless, { code: 'E_FORK', message: 'Neon tells a list that has no end.' })
  assert.equal(pages, 1_000)
})
