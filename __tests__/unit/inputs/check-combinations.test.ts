import assert from 'node:assert/strict'
import test from 'node:test'
import type { DestinationUrl } from '../../../src/inputs/backup.ts'
import { type Combination, checkCombinations } from '../../../src/inputs/check-combinations.ts'

const artifact: DestinationUrl = { kind: 'artifact' }
const bucket: DestinationUrl = {
  kind: 's3',
  text: 's3://b/p',
  bucket: 'b',
  prefix: 'p',
  pathStyle: false,
  create: false,
}
const folder: DestinationUrl = { kind: 'file', text: './b', directory: '/b' }

const client = { source: 'auto', version: 'auto', cache: true } as const

function combination(overrides: Partial<Combination> = {}): Combination {
  return {
    format: 'custom',
    compression: 'auto',
    jobs: 'auto',
    rateLimit: undefined,
    verify: 'archive',
    verifySql: [],
    destinations: [artifact],
    region: undefined,
    retentionDays: undefined,
    encryption: undefined,
    manifestDetail: 'full',
    keep: undefined,
    githubToken: undefined,
    client,
    ...overrides,
  }
}

const fine: Partial<Combination>[] = [
  {},
  { jobs: 4, format: 'directory' },
  { jobs: 1 },
  { rateLimit: 1e6 },
  { format: 'tar', compression: { method: 'none' } },
  { format: 'plain', compression: { method: 'zstd' } },
  { compression: { method: 'lz4' } },
  { retentionDays: 3, destinations: [bucket, artifact] },
  { region: 'eu-central-1', destinations: [bucket] },
  { destinations: [artifact, bucket, { ...bucket, prefix: 'q' }, folder] },
  { client: { ...client, source: 'apt', mirror: 'https://m', mirrorKey: 'k' } },
  { client: { ...client, directory: '/d' } },
  { verify: 'archive', destinations: [{ ...bucket, storageClass: 'DEEP_ARCHIVE' }] },
  { verify: 'restore', destinations: [{ ...bucket, storageClass: 'GLACIER_IR' }] },
  { verify: 'restore', destinations: [folder, { ...bucket, storageClass: 'GLACIER' }] },
]

const contradictions: [Partial<Combination>, RegExp][] = [
  [{ jobs: 2 }, /^jobs: 2 needs format: directory/],
  [{ format: 'tar', compression: { method: 'gzip' } }, /^compression: pg_dump cannot/],
  [{ format: 'plain', compression: { method: 'lz4' } }, /^compression: plain SQL/],
  [{ rateLimit: 1e6, format: 'directory' }, /^rate-limit: pg_dump/],
  [{ rateLimit: 1e6, verify: 'none' }, /^rate-limit needs verify/],
  [{ retentionDays: 3, destinations: [bucket] }, /^retention-days/],
  [{ region: 'x' }, /^region/],
  [{ destinations: [artifact, artifact] }, /^destination: the same/],
  [{ destinations: [folder, { ...folder, text: 'file:///b' }] }, /^destination: the same/],
  [{ destinations: [bucket, { ...bucket, create: true }] }, /^destination: the same/],
  [{ client: { ...client, directory: '/d', source: 'apt' } }, /^client-dir .* client-source: apt/],
  [{ client: { ...client, directory: '/d', mirror: 'm' } }, /^client-dir .* client-mirror/],
  [{ client: { ...client, mirror: 'm', source: 'wheel' } }, /^client-mirror is an apt/],
  [{ client: { ...client, mirrorKey: 'k' } }, /^client-mirror-key needs/],
  [
    { verify: 'restore', destinations: [{ ...bucket, storageClass: 'GLACIER' }, folder] },
    /^verify: restore reads .* GLACIER gives nothing back/,
  ],
]

for (const overrides of fine) {
  test(`accepts ${JSON.stringify(overrides)}`, () => {
    assert.deepEqual(checkCombinations(combination(overrides)), [])
  })
}

for (const [overrides, message] of contradictions) {
  test(`refuses ${JSON.stringify(overrides)}`, () => {
    const [problem, ...more] = checkCombinations(combination(overrides))
    assert.match(problem ?? '', message)
    assert.deepEqual(more, [])
  })
}

test('names all contradictions at once', () => {
  const problems = checkCombinations(combination({ jobs: 2, region: 'x' }))
  assert.equal(problems.length, 2)
})
