import assert from 'node:assert/strict'
import test from 'node:test'
import { boundedJson } from '../../../src/report/bounded-json.ts'
import type { ListReport } from '../../../src/report/list-report.ts'
import { listLines, listOutputs, renderListSummary } from '../../../src/report/list-summary.ts'
import { contentOf, type ListedBackup } from '../../../src/report/listed-backup.ts'
import { planLinesOf, renderPruneSummary } from '../../../src/report/prune-summary.ts'
import { sampleManifest } from './sample.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOSTILE = 'x\n::error::y | `a` <b> [c](http://d)'

function backup(hoursAgo: number, changes: Partial<ListedBackup> = {}): ListedBackup {
  const createdAt = new Date(NOW.getTime() - hoursAgo * 3_600_000)
  const id = `shop-${String(hoursAgo).padStart(4, '0')}`
  const known = { id, name: 'shop', createdAt, state: 'complete', verified: 'archive' } as const
  return {
    ...known,
    isShrunk: false,
    content: contentOf(sampleManifest()),
    problem: null,
    ...changes,
  }
}

function report(backups: readonly ListedBackup[], changes: Partial<ListReport> = {}): ListReport {
  const empty = { failure: null, links: {}, phases: [], durationSeconds: 1, warnings: [] }
  return { label: 's3://b/p', backups, now: NOW, ...empty, ...changes }
}

const unreadable = { state: 'unreadable', content: null, problem: HOSTILE } as const

test('the newest, the newest that was restored, and their ages', () => {
  const outputs = listOutputs(
    report([
      backup(-50, { verified: 'restore' }),
      backup(1, unreadable),
      backup(2),
      backup(30, { verified: 'restore' }),
      backup(40),
    ]),
  )
  assert.equal(outputs['latest'], 'shop-0002')
  assert.equal(outputs['latest-verified'], 'shop-0030')
  assert.equal(outputs['latest-age-seconds'], '7200')
  assert.equal(outputs['latest-verified-age-seconds'], '108000')
  assert.equal(outputs['count'], '4')
  assert.equal(outputs['total-size-bytes'], String(4 * 437_000_000))
  assert.equal(outputs['links'], '')
})

test('nothing at all is empty texts, and no crash', () => {
  const outputs = listOutputs(report([]))
  assert.deepEqual(
    { ...outputs, 'duration-seconds': undefined },
    {
      backups: '[]',
      latest: '',
      'latest-verified': '',
      count: '0',
      'total-size-bytes': '0',
      'latest-age-seconds': '',
      'latest-verified-age-seconds': '',
      links: '',
      'duration-seconds': undefined,
    },
  )
  assert.match(renderListSummary(report([])), /^## Backups in/)
  assert.deepEqual(listLines(report([])), [])
})

test('links are in the output alone', () => {
  const links = { 'shop-0001': { 'shop-0001.dump': 'https://h/x?X-Amz-Signature=secret' } }
  const linked = report([backup(1)], { links })
  assert.deepEqual(JSON.parse(listOutputs(linked)['links'] ?? ''), links)
  const { links: _, ...others } = listOutputs(linked)
  const rest = [renderListSummary(linked), ...listLines(linked), ...Object.values(others)].join()
  assert.doesNotMatch(rest, /secret|https:/)
})

test('a table has one line for each backup, whatever is in it', () => {
  const problem = backup(1, { ...unreadable, id: 'shop-0001' })
  const hostile = report([problem, backup(2)], { warnings: [HOSTILE], label: HOSTILE })
  for (const line of listLines(hostile)) assert.doesNotMatch(line, /\n/)
  const summary = renderListSummary(hostile)
  assert.doesNotMatch(summary, /^::error|<b>|\]\(http/m)
  assert.match(summary, /\| `shop-0001` \|.*unreadable \|/)
})

test('a summary of thousands stays small', () => {
  const many = Array.from({ length: 10_000 }, (_, hour) => backup(hour))
  assert.ok(renderListSummary(report(many)).length < 100_000)
  const series = {
    name: 'shop',
    backups: many,
    kept: many.map(({ id }) => ({ id, because: ['last'] })),
    removed: many.map(({ id }) => ({ id, because: 'no rule keeps it' })),
  }
  const pruned = { ...report([]), label: 'x', dryRun: false, series: [series] }
  assert.ok(renderPruneSummary(pruned).length < 100_000)
  assert.equal(planLinesOf(series).length, 20_001)
})

test('JSON ends before it is too long, between two items', () => {
  const items = Array.from({ length: 1000 }, (_, number) => ({ number, text: 'x'.repeat(1000) }))
  const { text, leftOut } = boundedJson(items)
  assert.ok(text.length <= 400_000)
  assert.equal(JSON.parse(text).length + leftOut, 1000)
  assert.ok(leftOut > 0)
  assert.deepEqual(boundedJson([1, 2]), { text: '[1,2]', leftOut: 0 })
})
