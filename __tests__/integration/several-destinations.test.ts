import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before } from 'node:test'
import { type Measurement, measure } from '../../scripts/bench/measure.ts'
import { actionBundle } from '../../scripts/rig/action-bundle.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import type { SeenRequest } from './stand-ins/fault-proxy.ts'
import { TestBucket } from './test-bucket.ts'

const MB = 1_000_000
/** May not so much as look at the other bucket. */
const offsite = {
  name: 'offsite',
  accessKeyId: 'OFFSITE',
  secretAccessKey: 'offsite-secret',
  actions: ['Read', 'Write', 'List'].map((right) => `${right}:offsite`),
}
let server: PostgresServer
let bucket: TestBucket
/** What a user runs: the sources would have to be stripped of their types, which takes memory. */
let bundle: string

before(async () => {
  ;[server, bucket, bundle] = await Promise.all([
    startPostgres({ major: 17 }),
    TestBucket.start({ identities: [offsite] }),
    actionBundle(),
  ])
  await server.createDatabase('shop')
  // 90 MB that do not compress: more than all destinations together may hold.
  await server.query(
    `create extension pgcrypto;
     create table wide as
       select gen_random_bytes(1024) as bytes from generate_series(1, 90000)`,
    'shop',
  )
})
after(async () => {
  await Promise.all([server?.stop(), bucket?.[Symbol.asyncDispose]()])
})

const isPart = ({ query }: SeenRequest) => query.includes('partNumber=')

/** Backs up to a folder and two buckets, of which the second takes each part this slowly. */
async function backUpToThree(bytesPerSecond?: number): Promise<Measurement> {
  await using place = await Workplace.make()
  await using fast = await bucket.place()
  await using slow = await bucket.place()
  if (bytesPerSecond !== undefined) {
    slow.proxy.add({ when: isPart, times: 1000, fault: { kind: 'throttle', bytesPerSecond } })
  }
  const entry = path.join(bundle, 'cli.js')
  const destinations = [place.backups, fast.destination, slow.destination].join('\n')
  const flags = [`--client-dir=${server.binDir}`, `--destination=${destinations}`]
  const measurement = await measure([process.execPath, entry, 'backup', ...flags], {
    ...place.environment,
    ...bucket.env,
    PG_BACKUP_DATABASE_URL: server.url('shop'),
  })
  const counts = [await place.files(), await fast.keys(), await slow.keys()].map(
    (all) => all.length,
  )
  assert.deepEqual(counts, [2, 2, 2], 'each has the archive and a manifest')
  return measurement
}

test('three destinations keep below 250 MB, also when one of them is slow', async (t) => {
  const usual = await backUpToThree()
  const held = await backUpToThree(2 * MB)
  const [one, other] = [usual, held].map(({ peakBytes }) => Math.round(peakBytes / MB))
  t.diagnostic(
    `${one} MB in ${usual.seconds.toFixed(1)} s, ${other} MB in ${held.seconds.toFixed(1)} s`,
  )
  assert.ok(usual.peakBytes < 250 * MB, `${one} MB`)
  assert.ok(held.peakBytes < 250 * MB, `${other} MB with a slow one`)
})

test('two buckets of two accounts, each with keys of its own', async () => {
  await bucket.server.createBucket('offsite')
  await using place = await Workplace.make()
  await using near = await bucket.place()
  const file = path.join(place.folder, 'credentials')
  const keys = `aws_access_key_id=${offsite.accessKeyId}\naws_secret_access_key=${offsite.secretAccessKey}\n`
  await writeFile(file, `[offsite]\n${keys}`)
  const run = (...destinations: string[]) => {
    const flags = [`--client-dir=${server.binDir}`, `--destination=${destinations.join('\n')}`]
    return startCommandLine(['backup', ...flags, '--exclude-table-data=wide'], {
      ...place.environment,
      ...bucket.env,
      AWS_SHARED_CREDENTIALS_FILE: file,
      PG_BACKUP_DATABASE_URL: server.url('shop'),
    }).finished
  }
  const both = await run(near.destination, `${near.inBucket('offsite')}&profile=offsite`)
  assert.equal(both.status, 0, both.log)
  const wrong = await run(`${near.destination}&profile=offsite`)
  assert.match(wrong.error, /^E_CREDENTIALS: /)
  assert.ok(!(both.everything + wrong.everything).includes(offsite.secretAccessKey))
})
