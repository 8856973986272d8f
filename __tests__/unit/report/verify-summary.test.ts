import assert from 'node:assert/strict'
import test from 'node:test'
import { drawVerify } from '../../../src/report/drawn.ts'
import type { VerifyReport } from '../../../src/report/verify-report.ts'
import { ID, sampleManifest } from './sample.ts'

function sample(changes: Partial<VerifyReport> = {}): VerifyReport {
  const manifest = sampleManifest()
  return {
    wanted: 'latest',
    level: 'restore',
    failure: null,
    manifest,
    tables: manifest.tables,
    scratch: 'a scratch server of PostgreSQL 17.11',
    phases: [{ name: 'restore', seconds: 5 }],
    durationSeconds: 7.1234,
    warnings: [],
    ...changes,
  }
}

const failure = { code: 'E_VERIFY', message: 'One | row\nis gone.', next: 'Look.' } as const

test('a verified backup: outputs, log lines and summary', () => {
  const { outputs, lines, summary } = drawVerify(sample())
  assert.deepEqual(outputs, {
    'backup-id': ID,
    verified: 'restore',
    rows: '1284567',
    'duration-seconds': '7.123',
  })
  assert.match(lines.join('\n'), /^Verified shop-.*\nRestored whole; 1,284,567 rows in 2 tables/)
  assert.match(summary, /^## Verification of shop-20261124T021500Z-a1b2c3: OK\n/)
  assert.match(summary, /\| Restored into \| a scratch server of PostgreSQL 17\.11 \|/)
})

test('a backup that failed to prove itself has no outputs that say otherwise', () => {
  const { outputs, lines, summary } = drawVerify(sample({ failure }))
  assert.deepEqual(outputs, { 'duration-seconds': '7.123' })
  assert.deepEqual(lines, [])
  assert.match(summary, /: failed\n\n\*\*`E_VERIFY`\*\* One &#124; row&#92;nis gone\. Look\./)
  assert.doesNotMatch(summary, /\| Verified \|/)
})

test('nothing is called equal to a manifest that names no rows', () => {
  const manifest = sampleManifest({}, { verification: { level: 'none', at: null } })
  const { lines } = drawVerify(sample({ level: 'archive', manifest, scratch: null }))
  assert.doesNotMatch(lines.join(), /equal to the manifest/)
  assert.match(drawVerify(sample({ level: 'archive' })).lines.join(), /equal to the manifest/)
})

test('what was never found is called as it was asked for', () => {
  const { summary } = drawVerify(sample({ failure, manifest: null, scratch: null, tables: [] }))
  assert.match(summary, /^## Verification of latest: failed/)
})
