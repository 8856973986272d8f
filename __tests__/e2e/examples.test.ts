import assert from 'node:assert/strict'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { startGcs } from '../../scripts/rig/gcs-server.ts'
import { keyPair, stockDecrypt } from '../integration/age-tools.ts'
import { contentsOf } from '../integration/compare-databases.ts'
import { makeBed, Witness } from '../integration/stand-ins/s3-bed.ts'
import { AzureAccount } from './azure-account.ts'
import { FORK_EXAMPLES, forkExample, startProvider } from './fork-examples.ts'
import { startFrankfurt } from './frankfurt.ts'
import { startSource } from './source.ts'
import { publicRepository, type Settings, stepsOf, WorkflowBed } from './workflow-bed.ts'

/** Runs the files that users copy, as they are: see stand-ins.ts for what their `uses:` lead to. */
const [bed, server, store] = await Promise.all([WorkflowBed.make(), startSource(17), makeBed()])
const proxy = await startFrankfurt(store.server.endpoint)
const azure = await AzureAccount.start(bed.folder, 'westeurope')
const gcs = await startGcs()
const forks = new AsyncDisposableStack()
after(async () => {
  for (const each of [forks, azure, gcs, bed, server, proxy, store])
    await each[Symbol.asyncDispose]()
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

/** Puts copies of the one backup there is, as if they had been made so many days ago. */
async function ageBackups(from: number, to: number): Promise<void> {
  const witness = new Witness(store.client, 'acme-backups')
  const keys = (await witness.keys()).filter((path) => path.startsWith('nightly/shop/'))
  const id = /shop-\w+-\w+/.exec(keys[0] ?? '')?.[0] ?? ''
  for (let days = from; days <= to; days++) {
    const time = new Date(Date.now() - days * 86_400_000).toISOString()
    const other = `shop-${time.replace(/\.\d+/, '').replace(/[-:]/g, '')}-a${days}zz`
    for (const key of keys) {
      const content = await witness.read(key)
      const Body = key.endsWith('.json') ? content.toString().replaceAll(id, other) : content
      const target = { Bucket: 'acme-backups', Key: key.replace(id, other) }
      await store.client.send(new PutObjectCommand({ ...target, Body }))
    }
  }
}

async function isLikeShop(database: string): Promise<void> {
  assert.deepEqual(await contentsOf(server, database), await contentsOf(server, 'shop'))
}

const examples: Readonly<Record<string, Example>> = {
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
  'gcs.yml': {
    async prepare() {
      await gcs.createBucket('acme-backups', { location: 'EUROPE-WEST3' })
      const pool = 'projects/123456789/locations/global/workloadIdentityPools/github'
      return {
        event: 'schedule',
        secrets: { DATABASE_URL: server.url('shop') },
        vars: { GOOGLE_WORKLOAD_IDENTITY_PROVIDER: `${pool}/providers/shop` },
        aws: { ...gcs.env, STORAGE_EMULATOR_HOST: gcs.endpoint },
      }
    },
    async check(result) {
      const keys = await gcs.keys('acme-backups')
      const [, id = ''] = /^nightly\/shop\/(shop-\w+-\w+)\.dump$/.exec(keys[0] ?? '') ?? []
      assert.deepEqual(keys, [`nightly/shop/${id}.dump`, `nightly/shop/${id}.manifest.json`])
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
  // The backup that the one before has made is new enough.
  'monitor.yml': {
    prepare: async () => ({ event: 'schedule', vars }),
    async check(result) {
      const summary = result.summaries.join('\n')
      assert.match(summary, /^## Backups in s3&#58;.*acme-backups.*nightly$/m)
      assert.match(summary, /1 good backup,/)
    },
  },
  'prune.yml': {
    async prepare() {
      await ageBackups(800, 811)
      return { event: 'schedule', vars }
    },
    async check(result) {
      assert.match(result.summaries.join('\n'), /^## Pruning of .*: OK$/m)
      const keys = await new Witness(store.client, 'acme-backups').keys()
      const ages = keys.flatMap((path) => /-a(\d+)zz\.dump$/.exec(path)?.[1] ?? [])
      assert.ok(ages.includes('800') && !ages.includes('810'), ages.join())
      const today = keys.filter((path) => path.startsWith('nightly/shop/') && !/-a\d+zz/.test(path))
      assert.equal(today.length, 2, 'the newest stays')
    },
  },
  // What the first has made is brought back.
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
  ...Object.fromEntries(
    FORK_EXAMPLES.map((file) => {
      const start = () => startProvider(file, server, store.server.accessKeyId)
      return [file, forkExample(start, forks)]
    }),
  ),
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
