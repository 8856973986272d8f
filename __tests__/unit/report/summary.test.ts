import assert from 'node:assert/strict'
import test from 'node:test'
import { reportLines } from '../../../src/report/lines.ts'
import { reportOutputs } from '../../../src/report/outputs.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import {
  artifactDestination,
  ID,
  SHA,
  s3Destination,
  sampleManifest,
  sampleReport,
} from './sample.ts'

const hostile = '<img src=x>|a\n## owned'

test('a success says what, where, how long, how large and how it was proven', () => {
  const text = renderSummary(sampleReport())
  assert.match(text, /^## Backup of shop: OK\n/)
  assert.match(text, new RegExp(`\\| Backup \\| \`${ID}\` \\|`))
  assert.match(text, /\| Archive \| 437 MB \(28 % of it\), custom, zstd&#58;1 \|/)
  assert.match(text, /\| Client \| pg_dump 17.11 \(wheel\) \|/)
  assert.match(text, new RegExp(`\\| Stored \\| \`s3://acme-backups/nightly/shop/${ID}.dump\` \\|`))
  assert.match(text, /\| Verified \| pg&#95;restore decoded .* 1,284,567 rows in 2 tables counted/)
  assert.match(text, new RegExp(SHA))
  assert.match(text, /\| dump and store \| 6\.7 s \| █{24} \|/)
})

test('tables stand in the order of their size, with rows', () => {
  const text = renderSummary(sampleReport())
  assert.match(
    text,
    /`public\.orders` \| 1,234,567 \| 900 MB \|\n\| `public\.customers` \| 50,000 \| 12\.0 MB/,
  )
})

test('no more than ten tables are shown, and the rest is counted', () => {
  const tables = Array.from({ length: 12 }, (_, n) => ({ schema: 's', name: `t${n}`, rows: n }))
  const text = renderSummary(
    sampleReport({ relations: [], manifest: sampleManifest({}, { tables }) }),
  )
  assert.equal(text.match(/`s\.t\d+`/g)?.length, 10)
  assert.match(text, /`s\.t11` \| 11 \|/)
  assert.doesNotMatch(text, /`s\.t1`/)
  assert.match(text, /and 2 more/)
})

test('an encrypted backup is said to be so, and its tables are counted but not named', () => {
  const sealed = { tables: 42, rows: 1_000_000, details: 'ARMOR' }
  const encryption = { kind: 'age', recipients: [`age1pq1${'q'.repeat(1900)}`], sealed } as const
  const files = [{ path: `${ID}.dump.age`, sizeBytes: 1, sha256: SHA }]
  const manifest = sampleManifest({ files }, { encryption, tables: [] })
  const text = renderSummary(sampleReport({ manifest }))
  assert.match(text, /\| Encrypted \| age, to age1pq1q{17}\.\.\.; table names/)
  assert.match(text, /1,000,000 rows in 42 tables counted/)
  assert.doesNotMatch(text, /orders|Largest tables|ARMOR/)
  assert.match(text, /^age --decrypt --identity=key\.txt --output=\S+\.dump \S+\.dump\.age$/m)
  const scrypt = { ...encryption, recipients: ['scrypt'], sealed: null }
  const open = renderSummary(sampleReport({ manifest: { ...manifest, encryption: scrypt } }))
  assert.match(open, /\| Encrypted \| age, with a passphrase \|/)
})

test('the commands of the first stored destination are given', () => {
  const lost = s3Destination({
    stored: null,
    failure: { code: 'E_UPLOAD', message: 'No.', next: '' },
  })
  const failure = { code: 'E_UPLOAD', message: 'No.', next: '' } as const
  const text = renderSummary(sampleReport({ failure, destinations: [lost, artifactDestination()] }))
  assert.match(text, /gh run download 77 --repo acme\/shop/)
  assert.doesNotMatch(text, /aws s3 cp/)
})

test('what was not verified is said to be not verified', () => {
  const manifest = sampleManifest({}, { tables: [], verification: { level: 'none', at: null } })
  const text = renderSummary(sampleReport({ manifest }))
  assert.match(text, /\| Verified \| Not verified/)
  assert.doesNotMatch(text, /Largest tables|rows in/)
})

test('an early failure shows code, next step, phases and where earlier backups lie', () => {
  const text = renderSummary(
    sampleReport({
      failure: {
        code: 'E_CONNECT',
        message: 'Nothing answers at db:5432.',
        next: 'Check the port.',
      },
      manifest: null,
      clientSource: null,
      relations: [],
      destinations: [s3Destination({ stored: null })],
      phases: [{ name: 'facts', seconds: 10 }],
    }),
  )
  assert.match(
    text,
    /^## Backup of shop: failed\n\n\*\*`E_CONNECT`\*\* Nothing answers at db&#58;5432\. Check/,
  )
  assert.match(
    text,
    /This run kept no backup\. Earlier ones are untouched\.\n\n```sh\naws s3 ls s3:\/\/acme-backups\/nightly\/shop\/\n```/,
  )
  assert.match(text, /\| facts \(failed\) \| 10 s \|/)
  assert.doesNotMatch(text, /How to restore|Verified/)
})

test('a run that kept one of two copies names the good one and every other failure', () => {
  const text = renderSummary(
    sampleReport({
      failure: { code: 'E_UPLOAD', message: 'First cause.', next: '' },
      destinations: [
        s3Destination(),
        artifactDestination({
          stored: null,
          failure: { code: 'E_DISK', message: 'Disk full.', next: '' },
        }),
        s3Destination({
          stored: null,
          failure: { code: 'E_UPLOAD', message: 'First cause.', next: '' },
        }),
      ],
    }),
  )
  assert.match(text, /kept a complete backup here:\n- `s3:\/\/acme-backups/)
  assert.match(
    text,
    /It could not be kept here either:\n- `artifact`: \*\*`E_DISK`\*\* Disk full\./,
  )
  assert.equal(text.match(/First cause/g)?.length, 1)
})

test('foreign names stay inert wherever they are shown', () => {
  const manifest = sampleManifest(
    { compression: hostile },
    { tables: [{ schema: hostile, name: hostile, rows: 1 }] },
  )
  const text = renderSummary(
    sampleReport({
      name: hostile,
      failure: { code: 'E_DUMP', message: hostile, next: hostile },
      manifest: {
        ...manifest,
        source: { ...manifest.source, database: hostile, serverVersion: hostile },
      },
      destinations: [s3Destination({ label: hostile, stored: { location: hostile } })],
      phases: [{ name: hostile, seconds: 1 }],
      warnings: [hostile],
    }),
  )
  assert.doesNotMatch(text.replace(/```sh[\s\S]*?```/g, ''), /<img|^## owned/m)
  for (const line of text.split('\n').filter((one) => one.startsWith('| '))) {
    assert.ok([3, 4].includes(line.split('|').length - 1), `a foreign cell border: ${line}`)
  }
})

test('a summary stays far below the 1 MiB that GitHub takes, whatever there is to say', () => {
  const long = '<table> '.repeat(100_000)
  const text = renderSummary(
    sampleReport({
      failure: { code: 'E_PERMISSION', message: long, next: long },
      warnings: Array.from({ length: 500 }, () => long),
    }),
  )
  assert.ok(text.length < 800_000, `${text.length} characters`)
  assert.match(text, /the log has all of it/)
  assert.match(text, /- and 480 more, in the log/)
})

test('an artifact address that is no plain https address is not made a link', () => {
  const stored = {
    location: 'artifact',
    artifact: { id: 1, name: 'x', url: 'javascript:alert(1)' },
  }
  assert.doesNotMatch(
    renderSummary(sampleReport({ destinations: [artifactDestination({ stored })] })),
    /\]\(/,
  )
  assert.match(
    renderSummary(sampleReport({ destinations: [artifactDestination()] })),
    /\]\(https:\/\/github/,
  )
})

test("the log's last lines say the same, one line each", () => {
  const lines = reportLines(sampleReport())
  assert.equal(lines[0], `Backup ${ID}: 1.55 GB to 437 MB in 7.9 s`)
  assert.equal(lines[1], `Stored: s3://acme-backups/nightly/shop/${ID}.dump`)
  assert.match(lines.at(-1) ?? '', /^ {2}pg_restore /)
  assert.ok(lines.every((line) => !line.includes('\n')))
  const nothing = sampleReport({ destinations: [s3Destination({ stored: null })] })
  assert.deepEqual(reportLines(nothing), [])
})

test('a fork is named as what was dumped', () => {
  const fork = { name: 'pg-backup-fork-12-1-k3x9qa2b', source: 'shop::DATABASE' }
  const row = '| Dumped from | a fork of `shop::DATABASE`, `pg-backup-fork-12-1-k3x9qa2b` |'
  assert.ok(renderSummary(sampleReport({ fork })).includes(row))
  assert.doesNotMatch(renderSummary(sampleReport()), /Dumped from/)
  const line = 'Dumped from: a fork of shop::DATABASE (pg-backup-fork-12-1-k3x9qa2b)'
  assert.ok(reportLines(sampleReport({ fork })).includes(line))
  const { forked, 'fork-name': name } = reportOutputs(sampleReport({ fork }))
  assert.deepEqual([forked, name], ['true', fork.name])
})
