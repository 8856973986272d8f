import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before } from 'node:test'
import { type Measurement, measure } from '../../scripts/bench/measure.ts'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { Workplace } from './command-line.ts'
import type { SeenRequest } from './stand-ins/fault-proxy.ts'
import { TestBucket } from './test-bucket.ts'

const MB = 1_000_000
let server: PostgresServer
let bucket: TestBucket

before(async () => {
  ;[server, bucket] = await Promise.all([startPostgres({ major: 17 }), TestBucket.start()])
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
  const entry = path.join(projectFolder, 'src', 'entries', 'cli.ts')
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
