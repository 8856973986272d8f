import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { makeBed } from '../integration/stand-ins/s3-bed.ts'
import { TestRole } from '../integration/test-role.ts'
import { startSource } from './source.ts'
import {
  assertKeptNothing,
  errorsOf,
  publicRepository,
  type Settings,
  WorkflowBed,
} from './workflow-bed.ts'

const [bed, server, store] = await Promise.all([WorkflowBed.make(), startSource(17), makeBed()])
after(async () => {
  for (const each of [bed, server, store]) await each[Symbol.asyncDispose]()
})

function backUp(url: string, vars = {}, settings: Settings = {}): Promise<WorkflowResult> {
  return bed.run('__tests__/e2e/workflows/backup.yml', {
    secrets: {
      DATABASE_URL: url,
      AWS_ACCESS_KEY_ID: store.server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: store.server.secretAccessKey,
    },
    vars: {
      BUCKET_AND_PREFIX: 'backups/e2e',
      S3_ENDPOINT: store.server.endpoint,
      CLIENT_DIR: server.binDir,
      ...vars,
    },
    ...settings,
  })
}

/** @param error the one annotation that has to be there */
async function assertFails(result: WorkflowResult, error: RegExp): Promise<void> {
  const errors = errorsOf(result)
  assert.equal(errors.length, 1, result.log)
  assert.match(errors[0] ?? '', error)
  assertKeptNothing(result, 'failure')
  const [summary = '', ...more] = result.summaries
  assert.deepEqual(more, [])
  assert.match(summary, /^## Backup of shop: failed$/m)
  assert.match(summary, new RegExp(/E_\w+/.exec(errors[0] ?? '')?.[0] ?? 'no code'))
  assert.deepEqual(await store.witness.keys(), [])
  assert.deepEqual(await store.witness.uploads(), [])
}

test('a wrong password', async () => {
  const role = await TestRole.make(server)
  const result = await backUp(role.url('shop', server.port, 'wrong'))
  await assertFails(result, /^E_AUTH: /)
})

test('tables that may not be read, all named', async () => {
  const role = await TestRole.make(server, 'NOSUPERUSER')
  const result = await backUp(role.url('shop'))
  await assertFails(result, /^E_PERMISSION: .*public\.orders.*second\.orders/)
})

test('a bucket that is missing', async () => {
  const result = await backUp(server.url('shop'), { BUCKET_AND_PREFIX: 'elsewhere/e2e' })
  await assertFails(result, /^E_BUCKET: The bucket elsewhere does not exist\. /)
})

test('a public repository, before anything is dumped', async () => {
  const role = await TestRole.make(server)
  const result = await backUp(role.url('shop'), {}, { eventPayload: publicRepository })
  await assertFails(result, /^E_PUBLIC_ARTIFACT: The repository is public/)
  assert.doesNotMatch(result.log, /::group::Dump/)
})

test('a public repository is accepted with the flag, and warned about', async () => {
  const vars = { ALLOW_PUBLIC_ARTIFACT: 'true' }
  const result = await backUp(server.url('shop'), vars, { eventPayload: publicRepository })
  assert.equal(result.status, 0, result.log)
  assert.equal(result.artifacts.length, 1)
  assert.match(result.log, /::warning::The repository is public/)
})
