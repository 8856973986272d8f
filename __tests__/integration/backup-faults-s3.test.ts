import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import type { Run } from './command-line.ts'
import { Workplace } from './command-line.ts'
import { startBigServer } from './slow-dump.ts'
import type { Fault, SeenRequest } from './stand-ins/fault-proxy.ts'
import { type BucketPlace, TestBucket } from './test-bucket.ts'
import { TestRole } from './test-role.ts'
import { startBackup, type WatchedRun } from './watched-run.ts'

const isPart = ({ method, query }: SeenRequest) => method === 'PUT' && /partNumber=/.test(query)
const isCompletion = ({ method, query }: SeenRequest) =>
  method === 'POST' && /^uploadId=/.test(query)
const isManifest = ({ method, path }: SeenRequest) => method === 'PUT' && /manifest/.test(path)

const xmlError = (status: number, code: string): Fault => ({
  kind: 'answer',
  answer: {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>told to fail</Message></Error>`,
  },
})

describe('what goes wrong at a bucket', { concurrency: 3 }, () => {
  let server: PostgresServer
  let bucket: TestBucket
  before(async () => {
    ;[server, bucket] = await Promise.all([startBigServer(), TestBucket.start()])
  })
  after(async () => {
    await server?.stop()
    await bucket?.[Symbol.asyncDispose]()
  })

  /** Runs a backup whose archive is a multipart upload of three parts. */
  async function withRun(
    begin: (at: BucketPlace) => readonly string[],
    check: (run: WatchedRun, at: BucketPlace) => Promise<unknown>,
    env: Record<string, string> = {},
  ): Promise<void> {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    const role = await TestRole.make(server)
    const flags = ['--client-dir', server.binDir, '--compression', 'none', ...begin(at)]
    const secrets = [role.password, bucket.server.secretAccessKey]
    const all = { secrets, env: { ...bucket.env, ...env } }
    await check(startBackup(place, role.url('big'), flags, all), at)
  }

  async function succeeds(run: WatchedRun, at: BucketPlace): Promise<Run> {
    const result = await run.end()
    assert.equal(result.status, 0, result.everything)
    const id = result.outputs['backup-id']
    const keys = ['dump', 'manifest.json'].map((kind) => `${at.prefix}/big/${id}.${kind}`)
    assert.deepEqual(await at.keys(), keys)
    assert.deepEqual(await at.uploads(), [])
    return result
  }

  test('it does not exist', () =>
    withRun(
      (at) => ['--destination', at.inBucket('elsewhere')],
      async (run, at) => {
        await run.fails('E_BUCKET', /bucket elsewhere does not exist/, /create=true/)
        await at.assertEmpty()
      },
    ))

  test('it is in another region than asked for', () =>
    withRun(
      (at) => {
        at.proxy.add({
          when: ({ method, path }) => method === 'HEAD' && /^\/backups\/?$/.test(path),
          fault: {
            kind: 'answer',
            answer: { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } },
          },
          times: 9,
        })
        return ['--destination', at.destination, '--region', 'eu-central-1']
      },
      async (run, at) => {
        await run.fails('E_REGION', /is in eu-west-1, not in eu-central-1/)
        assert.deepEqual(
          at.proxy.seen.filter((line) => line.startsWith('PUT')),
          [],
        )
        await at.assertEmpty()
      },
    ))

  test('its keys are wrong', () =>
    withRun(
      (at) => ['--destination', at.destination],
      async (run, at) => {
        await run.fails('E_CREDENTIALS', /AWS credentials/, /AWS_SECRET_ACCESS_KEY|s3:PutObject/)
        await at.assertEmpty()
      },
      { AWS_SECRET_ACCESS_KEY: 'a wrong key that nobody has' },
    ))

  test('it is too busy for a while', () =>
    withRun(
      (at) => {
        at.proxy.add({ when: isPart, fault: xmlError(503, 'SlowDown'), times: 2 })
        at.proxy.add({ when: isCompletion, fault: xmlError(503, 'SlowDown') })
        at.proxy.add({ when: isManifest, fault: xmlError(503, 'SlowDown') })
        return ['--destination', at.destination]
      },
      async (run, at) => {
        await succeeds(run, at)
        assert.equal(at.proxy.seen.filter((line) => /partNumber=/.test(line)).length, 3 + 2)
      },
    ))

  test('the completion answers 200 and fails, once', () =>
    withRun((at) => {
      at.proxy.add({ when: isCompletion, fault: xmlError(200, 'InternalError') })
      return ['--destination', at.destination]
    }, succeeds))

  test('the completion is refused', () =>
    withRun(
      (at) => {
        at.proxy.add({ when: isCompletion, fault: xmlError(400, 'InvalidPart'), times: 99 })
        return ['--destination', at.destination]
      },
      async (run, at) => {
        await run.fails('E_UPLOAD', /InvalidPart/)
        await at.assertEmpty()
      },
    ))

  test('the connection is cut in the middle of a part', () =>
    withRun((at) => {
      at.proxy.add({ when: isPart, fault: { kind: 'cut', afterBytes: 1_000_000 }, times: 2 })
      return ['--destination', at.destination]
    }, succeeds))

  test('the manifest is refused', () =>
    withRun(
      (at) => {
        at.proxy.add({ when: isManifest, fault: xmlError(403, 'AccessDenied'), times: 99 })
        return ['--destination', at.destination]
      },
      async (run, at) => {
        await run.fails('E_CREDENTIALS', /manifest/)
        await at.assertEmpty()
      },
    ))

  test('a directory fails at one of its files', () =>
    withRun(
      (at) => {
        at.proxy.add({
          when: ({ method, path }) => method === 'PUT' && path.endsWith('toc.dat'),
          fault: xmlError(403, 'AccessDenied'),
          times: 99,
        })
        return ['--destination', at.destination, '--format', 'directory', '--jobs', '2']
      },
      async (run, at) => {
        await run.fails('E_CREDENTIALS', /toc\.dat/)
        await at.assertEmpty()
      },
    ))

  test('one bucket of two fails: the good copy stays, and the run has failed', async () => {
    await using good = await bucket.place()
    await withRun(
      (at) => {
        at.proxy.add({ when: isPart, fault: xmlError(403, 'AccessDenied'), times: 99 })
        return [`--destination=${good.destination}`, `--destination=${at.destination}`]
      },
      async (run, at) => {
        const { error } = await run.fails('E_CREDENTIALS', /A good copy lies at/)
        assert.ok(error.includes(`s3://backups/${good.prefix}/`), error)
        await at.assertEmpty()
        assert.equal((await good.keys()).length, 2)
        assert.deepEqual(await good.uploads(), [])
      },
    )
  })
})
