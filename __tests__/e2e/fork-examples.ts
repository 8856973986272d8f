import assert from 'node:assert/strict'
import type { WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { startHeroku } from '../../scripts/rig/heroku-service.ts'
import { startNeon } from '../../scripts/rig/neon-service.ts'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { startRds } from '../../scripts/rig/rds-service.ts'
import type { Settings } from './workflow-bed.ts'

export interface ForkExample {
  prepare(): Promise<Settings>
  check(result: WorkflowResult): Promise<void>
}

/** A provider's stand-in, and what there is to see of it. */
export interface ForkProviderBed {
  readonly settings: Settings
  /** The forks that are there, and how many were ever deleted. */
  state(): { readonly left: readonly string[]; readonly deleted: number }
  stop(): Promise<void>
}

const isFork = (name: string) => name.startsWith('pg-backup-fork-')

export type ForkExampleFile = 'heroku-large.yml' | 'neon-nightly.yml' | 'rds.yml'
export const FORK_EXAMPLES = ['heroku-large.yml', 'neon-nightly.yml', 'rds.yml'] as const

/**
 * Starts the provider of an example, which really forks the server.
 *
 * @param accessKeyId of the AWS role
 */
export async function startProvider(
  file: ForkExampleFile,
  server: PostgresServer,
  accessKeyId: string,
): Promise<ForkProviderBed> {
  if (file === 'heroku-large.yml') return await herokuBed(server)
  if (file === 'neon-nightly.yml') return await neonBed(server)
  return await rdsBed(server, accessKeyId)
}

async function herokuBed(server: PostgresServer): Promise<ForkProviderBed> {
  const heroku = await startHeroku({ source: server, database: 'shop' })
  return {
    settings: { env: heroku.env, secrets: { HEROKU_API_KEY: heroku.apiKey }, vars },
    state: () => ({
      left: heroku.forks.map(({ name }) => name),
      deleted: heroku.callsTo(/^DELETE /).length,
    }),
    stop: () => heroku.stop(),
  }
}

async function neonBed(server: PostgresServer): Promise<ForkProviderBed> {
  const neon = await startNeon(server)
  const { project, apiKey, env } = neon
  return {
    settings: {
      env,
      secrets: { NEON_API_KEY: apiKey },
      vars: { ...vars, NEON_PROJECT: project.id },
    },
    state: () => ({
      left: project.branches.map(({ name }) => name).filter(isFork),
      deleted: project.deleted.length,
    }),
    stop: () => neon.stop(),
  }
}

async function rdsBed(server: PostgresServer, accessKeyId: string): Promise<ForkProviderBed> {
  const rds = await startRds({ source: server, accessKeyId })
  // One look at each state: an instance is looked at every half a minute.
  Object.assign(rds.instances, { restoring: [], ending: [] })
  const { AWS_ENDPOINT_URL_RDS = '' } = rds.env
  const secrets = { DATABASE_URL: server.url('shop') }
  return {
    settings: { env: { AWS_ENDPOINT_URL_RDS }, secrets, vars },
    state: () => ({
      left: rds.instances.names.filter(isFork),
      deleted: rds.instances.deleted.length,
    }),
    stop: () => rds.stop(),
  }
}

const vars = { BACKUP_ROLE_ARN: 'arn:aws:iam::123456789012:role/database-backup' }

/** @param started what was started for the example */
export function forkExample(
  start: () => Promise<ForkProviderBed>,
  started: AsyncDisposableStack,
): ForkExample {
  let bed: ForkProviderBed | undefined
  return {
    async prepare() {
      bed = await start()
      started.defer(bed.stop)
      return { event: 'schedule', ...bed.settings }
    },
    async check(result) {
      assert.deepEqual(bed?.state(), { left: [], deleted: 1 })
      const summary = result.summaries.join('\n')
      assert.match(summary, /^## Backup of shop: OK$/m)
      assert.match(summary, /^\| Dumped from \| a fork of /m)
    },
  }
}
