import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after } from 'node:test'
import type { WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { startFaultProxy } from '../integration/stand-ins/fault-proxy.ts'
import { makeBed, Witness } from '../integration/stand-ins/s3-bed.ts'
import { startSource } from './source.ts'
import { type Settings, stepsOf, WorkflowBed } from './workflow-bed.ts'

/** Runs the files that users copy, as they are: see stand-ins.ts for what their `uses:` lead to. */
const [bed, server, store] = await Promise.all([WorkflowBed.make(), startSource(17), makeBed()])
const proxy = await startFaultProxy(store.server.endpoint)
after(async () => {
  for (const each of [bed, server, proxy, store]) await each[Symbol.asyncDispose]()
})

/** SeaweedFS knows no regions; with this header it answers as S3 does in Frankfurt. */
proxy.add({
  when: ({ method, path }) => method === 'HEAD' && /^\/[^/]+\/?$/.test(path),
  fault: {
    kind: 'alter',
    alter: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'x-amz-bucket-region': 'eu-central-1' },
    }),
  },
  times: Number.POSITIVE_INFINITY,
})

interface Example {
  /** What has to be there before, and what the repository gives the workflow. */
  prepare(): Promise<Settings>
  check(result: WorkflowResult): Promise<void>
}

const examples: Readonly<Record<string, Example>> = {
  'nightly.yml': {
    async prepare() {
      await store.server.createBucket('acme-backups')
      return {
        event: 'schedule',
        secrets: { DATABASE_URL: server.url('shop') },
        vars: { BACKUP_ROLE_ARN: 'arn:aws:iam::123456789012:role/database-backup' },
      }
    },
    async check(result) {
      const keys = await new Witness(store.client, 'acme-backups').keys()
      const [, id = ''] = /^nightly\/shop\/(shop-\w+-\w+)\.dump$/.exec(keys[0] ?? '') ?? []
      assert.deepEqual(keys, [`nightly/shop/${id}.dump`, `nightly/shop/${id}.manifest.json`])
      assert.match(result.summaries.join('\n'), /^## Backup of shop: OK$/m)
    },
  },
}

test('every example is run here', async () => {
  assert.deepEqual(await readdir(join(projectFolder, 'examples')), Object.keys(examples).sort())
})

for (const [file, example] of Object.entries(examples)) {
  test(`examples/${file}`, async () => {
    const { AWS_REGION: _, ...keys } = store.server.env
    const aws = { ...keys, AWS_ENDPOINT_URL_S3: proxy.endpoint }
    const result = await bed.run(`examples/${file}`, { aws, ...(await example.prepare()) })
    assert.equal(result.status, 0, result.log)
    assert.deepEqual(stepsOf(result), ['Main success', 'Post success'])
    await example.check(result)
  })
}
