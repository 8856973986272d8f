import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'
import { archiveDigest, reportOutputs } from '../../../src/report/outputs.ts'
import {
  artifactDestination,
  ID,
  SHA,
  s3Destination,
  sampleManifest,
  sampleReport,
} from './sample.ts'

const artifactUrl = 'https://github.com/acme/shop/actions/runs/77/artifacts/42'

test('a success has every output of the contract', () => {
  const report = sampleReport({ destinations: [s3Destination(), artifactDestination()] })
  const location = `s3://acme-backups/nightly/shop/${ID}.dump`
  const { manifest, ...outputs } = reportOutputs(report)
  assert.deepEqual(JSON.parse(manifest ?? ''), report.manifest)
  assert.deepEqual(outputs, {
    'backup-id': ID,
    location,
    locations: JSON.stringify([location, artifactUrl]),
    'size-bytes': '437000000',
    'database-size-bytes': '1550000000',
    sha256: SHA,
    'duration-seconds': '7.9',
    'server-version': '17.11',
    'client-version': '17.11',
    tables: '2',
    rows: '1284567',
    verified: 'archive',
    forked: 'false',
    'fork-name': '',
    'artifact-id': '42',
    'artifact-url': artifactUrl,
    pruned: '[]',
  })
})

test('a run that kept nothing has no output that could pass for a backup', () => {
  const destinations = [s3Destination({ stored: null })]
  assert.deepEqual(reportOutputs(sampleReport({ destinations })), { 'duration-seconds': '7.9' })
  assert.deepEqual(reportOutputs(sampleReport({ manifest: null })), { 'duration-seconds': '7.9' })
})

test('a copy that was kept is given out though another destination failed', () => {
  const failure = { code: 'E_UPLOAD', message: 'No.', next: '' } as const
  const lost = s3Destination({ stored: null, failure })
  const outputs = reportOutputs(
    sampleReport({ failure, destinations: [lost, artifactDestination()] }),
  )
  assert.equal(outputs['location'], artifactUrl)
})

test('rows that nobody counted are unknown, not zero', () => {
  const manifest = sampleManifest({}, { tables: [], verification: { level: 'none', at: null } })
  const outputs = reportOutputs(sampleReport({ manifest }))
  assert.equal(outputs['rows'], '')
  assert.equal(outputs['tables'], '')
  assert.equal(outputs['verified'], 'none')
})

test('the hash of a folder is that of the list sha256sum would print, in any order of its files', () => {
  const file = (path: string, digit: string) => ({ path, sizeBytes: 1, sha256: digit.repeat(64) })
  const files = [file(`${ID}/toc.dat`, 'a'), file(`${ID}/1.dat`, 'b')]
  const list = `${'b'.repeat(64)}  ${ID}/1.dat\n${'a'.repeat(64)}  ${ID}/toc.dat\n`
  const [expected] = execFileSync('sha256sum', { input: list, encoding: 'utf8' }).split(' ')
  assert.equal(archiveDigest(files), expected)
  assert.equal(archiveDigest(files.toReversed()), expected)
})

test('globals count towards the size and not towards the hash of the archive', () => {
  const files = [
    { path: `${ID}.globals.sql`, sizeBytes: 100, sha256: 'cd'.repeat(32) },
    { path: `${ID}.dump`, sizeBytes: 900, sha256: SHA },
  ]
  const outputs = reportOutputs(sampleReport({ manifest: sampleManifest({ files }) }))
  assert.equal(outputs['size-bytes'], '1000')
  assert.equal(outputs['sha256'], SHA)
})
