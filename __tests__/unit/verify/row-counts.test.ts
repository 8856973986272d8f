import assert from 'node:assert/strict'
import test from 'node:test'
import type { Session } from '../../../src/postgres/session.ts'
import { RowCounts } from '../../../src/verify/row-counts.ts'

const tables = [
  { schema: 's', name: 'small', rows: 1 },
  { schema: 's', name: 'large', rows: 9 },
  { schema: 's', name: 'root', rows: 5 },
]
const wording = ({ name, rows }: { name: string; rows: number }, found: number | undefined) =>
  `${name}: ${found} and not ${rows}`

/** A database in which `root` is partitioned, and each table has the rows that are given. */
function database(rows: Readonly<Record<string, number | Error>>) {
  const asked: string[] = []
  const query = async (sql: string) => {
    if (sql.includes('relkind')) return [{ schema: 's', name: 'root' }]
    const [, only, name = ''] = /FROM (ONLY )?"s"\."(\w+)"/.exec(sql) ?? []
    asked.push(`${name}${only ? '' : ' with partitions'}`)
    const found = rows[name]
    if (typeof found !== 'number') throw found
    return [{ rows: String(found) }]
  }
  return { session: { query } as unknown as Session, asked }
}

test('each table is counted once, the largest first, and what differs is told', async () => {
  const { session, asked } = database({ small: 1, large: 9, root: 4 })
  const counts = new RowCounts(tables, wording)
  assert.equal(await counts.countNext(session, ({ name }) => name === 'small'), true)
  assert.equal(await counts.countNext(session, ({ name }) => name === 'small'), false)
  assert.deepEqual(await counts.countRest([session, session]), ['root: 4 and not 5'])
  assert.deepEqual(asked, ['small', 'large', 'root with partitions'])
})

test('a difference that was found early is told at the end', async () => {
  const { session } = database({ small: 0, large: 9, root: 5 })
  const counts = new RowCounts(tables, wording)
  await counts.countNext(session, ({ name }) => name === 'small')
  assert.deepEqual(await counts.countRest([session]), ['small: 0 and not 1'])
})

test('a session that is cut off at its first question is no reason not to count', async () => {
  const cut = { query: () => Promise.reject(new Error('cut')) } as unknown as Session
  const { session } = database({ small: 1, large: 9, root: 5 })
  const counts = new RowCounts(tables, wording)
  await assert.rejects(
    counts.countNext(cut, () => true),
    /cut/,
  )
  assert.deepEqual(await counts.countRest([session]), [])
})

test('a table that could not be counted early is counted at the end', async () => {
  const broken = database({ small: new Error('cut'), large: 9, root: 5 })
  const counts = new RowCounts(tables, wording)
  await assert.rejects(
    counts.countNext(broken.session, ({ name }) => name === 'small'),
    /cut/,
  )
  const { session, asked } = database({ small: 2, large: 9, root: 5 })
  assert.deepEqual(await counts.countRest([session]), ['small: 2 and not 1'])
  assert.equal(asked.includes('small'), true)
})

test('a table that is not there is a difference', async () => {
  const gone = Object.assign(new Error('no such table'), { code: '42P01' })
  const { session } = database({ small: gone, large: 9, root: 5 })
  const counts = new RowCounts(tables, wording)
  assert.deepEqual(await counts.countRest([session]), ['small: undefined and not 1'])
})
