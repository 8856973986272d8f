import assert from 'node:assert/strict'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after } from 'node:test'
import type { WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { keyPair, stockDecrypt } from '../integration/age-tools.ts'
import { contentsOf } from '../integration/compare-databases.ts'
import { startFaultProxy } from '../integration/stand-ins/fault-proxy.ts'
import { makeBed, Witness } from '../integration/stand-ins/s3-bed.ts'
import { AzureAccount } from './azure-account.ts'
import { forkExamples } from './fork-examples.ts'
import { startSource } from './source.ts'
import { publicRepository, type Settings, stepsOf, WorkflowBed } from './workflow-bed.ts'

/** Runs the files that users copy, as they are: see stand-ins.ts for what their `uses:` lead to. */
const [bed, server, store] = await Promise.all([WorkflowBed.make(), startSource(17), makeBed()])
const proxy = await startFaultProxy(store.server.endpoint)
const azure = await AzureAccount.start(bed.folder, 'westeurope')
after(async () => {
  for (const each of [azure, bed, server, proxy, store]) await each[Symbol.asyncDispose]()
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
  /** How it ends (default: well), and the steps of it that are ours (default: one). */
  readonly status?: number
  readonly steps?: readonly string[]
  check(result: WorkflowResult): Promise<void>
}

const vars = { BACKUP_ROLE_ARN: 'arn:aws:iam::123456789012:role/database-backup' }

/** Of whoever keeps the key; the repository has its recipient only. */
const key = await keyPair()

async function freshDatabase(name: string): Promise<void> {
  await server.dropDatabase(name)
  await server.createDatabase(name, 'TEMPLATE template0')
}

async function isLikeShop(database: string): Promise<void> {
  assert.deepEqual(await contentsOf(server, database), await contentsOf(server, 'shop'))
}

const examples: Readonly<Record<string, Example>> = {
  ...forkExamples(server, store.server.accessKeyId),
  'azure.yml': {
    async prepare() {
      const { env, vars } = azure
      return { event: 'schedule', secrets: { DATABASE_URL: server.url('shop') }, vars, env }
    },
    async check(result) {
      const keys = await azure.keys()
      const [, id = ''] = /^nightly\/shop\/(shop-\w+-\w+)\.dump$/.exec(keys[0] ?? '') ?? []
      assert.deepEqual(keys, [`nightly/shop/${id}.dump`, `nightly/shop/${id}.manifest.json`])
      assert.ok(azure.logins > 0, 'an identity proved the region')
      assert.match(result.summaries.join('\n'), /^## Backup of shop: OK$/m)
    },
  },
  'nightly.yml': {
    async prepare() {
      await store.server.createBucket('acme-backups')
      return {
        event: 'schedule',
        secrets: { DATABASE_URL: server.url('shop') },
        vars,
      }
    },
    async check(result) {
      const keys = await new Witness(store.client, 'acme-backups').keys()
      const [, id = ''] = /^nightly\/shop\/(shop-\w+-\w+)\.dump$/.exec(keys[0] ?? '') ?? []
      assert.deepEqual(keys, [`nightly/shop/${id}.dump`, `nightly/shop/${id}.manifest.json`])
      assert.match(result.summaries.join('\n'), /^## Backup of shop: OK$/m)
    },
  },
  // What the one before has made is brought back.
  'manual-restore.yml': {
    async prepare() {
      await freshDatabase('restored')
      return {
        inputs: { backup: 'latest', mode: 'into-empty', confirm: '' },
        secrets: { DATABASE_URL: server.url('restored') },
        vars,
      }
    },
    async check(result) {
      await isLikeShop('restored')
      assert.match(result.summaries.join('\n'), /^## Restore into restored: OK$/m)
    },
  },
  'pre-migration.yml': {
    status: 1,
    steps: ['Main success', 'Main success', 'Post success', 'Post success'],
    async prepare() {
      await server.psql('CREATE DATABASE before TEMPLATE shop')
      const migration = `#!/bin/sh\n'${server.binDir}/psql' "$DATABASE_URL" -c 'DROP SCHEMA public CASCADE'\nexit 1\n`
      await mkdir(join(bed.repository, 'bin'))
      await writeFile(join(bed.repository, 'bin/migrate'), migration, { mode: 0o755 })
      return { secrets: { DATABASE_URL: server.url('shop') }, vars }
    },
    async check(result) {
      assert.match(result.summaries.join('\n'), /^## Restore into shop: OK$/m)
      assert.deepEqual(await contentsOf(server, 'shop'), await contentsOf(server, 'before'))
      const old = await server.query("SELECT FROM pg_database WHERE datname LIKE 'shop\\_old\\_%'")
      assert.equal(old.length, 1)
    },
  },
  'refresh-staging.yml': {
    async prepare() {
      await freshDatabase('shop_staging')
      await server.query('CREATE TABLE of_last_week (a int)', 'shop_staging')
      return {
        event: 'schedule',
        secrets: {
          PRODUCTION_READER_URL: server.url('shop'),
          STAGING_DATABASE_URL: server.url('shop_staging'),
        },
      }
    },
    async check() {
      await isLikeShop('shop_staging')
    },
  },
  'three-places.yml': {
    async prepare() {
      await store.server.createBucket('acme-backups-ireland')
      return {
        event: 'schedule',
        // Anyone can download an artifact of a public repository: encrypted it may go there.
        eventPayload: publicRepository,
        secrets: { DATABASE_URL: server.url('shop') },
        vars: { ...vars, BACKUP_RECIPIENTS: `# of the team\n${key.recipient}\n` },
      }
    },
    async check(result) {
      const [artifact] = result.artifacts
      const id = artifact?.name ?? 'no artifact'
      const paths = [`${id}.dump.age`, `${id}.manifest.json`].map(
        (file) => `three-places/shop/${file}`,
      )
      for (const bucket of ['acme-backups', 'acme-backups-ireland']) {
        const witness = new Witness(store.client, bucket)
        const keys = (await witness.keys()).filter((path) => path.startsWith('three-places/'))
        assert.deepEqual(keys, paths)
        const file = join(bed.folder, `${bucket}.age`)
        await writeFile(file, await witness.read(paths[0] ?? ''))
        assert.equal((await stockDecrypt(file, key)).toString('latin1', 0, 5), 'PGDMP')
      }
      const summary = result.summaries.join('\n')
      assert.match(summary, /^## Backup of shop: OK$/m)
      assert.doesNotMatch(summary, /orders/)
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
    const { status = 0, steps = ['Main success', 'Post success'] } = example
    assert.equal(result.status, status, result.log)
    assert.deepEqual(stepsOf(result), steps, result.log)
    await example.check(result)
  })
}
