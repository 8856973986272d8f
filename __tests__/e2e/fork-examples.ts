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
interface Provider {
  readonly settings: Settings
  /** The forks that are there, and how many were ever deleted. */
  state(): { readonly left: readonly string[]; readonly deleted: number }
  stop(): Promise<void>
}

const isFork = (name: string) => name.startsWith('pg-backup-fork-')

/**
 * The examples that dump a fork: each provider really forks the server, and is asked afterwards
 * what is left.
 *
 * @param accessKeyId of the AWS role
 */
export function forkExamples(
  server: PostgresServer,
  accessKeyId: string,
): Readonly<Record<'heroku-large.yml' | 'neon-nightly.yml' | 'rds.yml', ForkExample>> {
  return {
    'heroku-large.yml': exampleOf(async () => {
      const heroku = await startHeroku({ source: server, database: 'shop' })
      return {
        settings: { env: heroku.env, secrets: { HEROKU_API_KEY: heroku.apiKey } },
        state: () => ({
          left: heroku.forks.map(({ name }) => name),
          deleted: heroku.callsTo(/^DELETE /).length,
        }),
        stop: () => heroku.stop(),
      }
    }),
    'neon-nightly.yml': exampleOf(async () => {
      const neon = await startNeon(server)
      const { project } = neon
      return {
        settings: {
          env: neon.env,
          secrets: { NEON_API_KEY: neon.apiKey },
          vars: { NEON_PROJECT: project.id },
        },
        state: () => ({
          left: project.branches.map(({ name }) => name).filter(isFork),
          deleted: project.deleted.length,
        }),
        stop: () => neon.stop(),
      }
    }),
    'rds.yml': exampleOf(async () => {
      const rds = await startRds({ source: server, accessKeyId })
      Object.assign(rds.instances, { restoring: [], ending: [] })
      const { AWS_ENDPOINT_URL_RDS = '' } = rds.env
      return {
        settings: { env: { AWS_ENDPOINT_URL_RDS }, secrets: { DATABASE_URL: server.url('shop') } },
        state: () => ({
          left: rds.instances.names.filter(isFork),
          deleted: rds.instances.deleted.length,
        }),
        stop: () => rds.stop(),
      }
    }),
  }
}

const vars = { BACKUP_ROLE_ARN: 'arn:aws:iam::123456789012:role/database-backup' }

function exampleOf(start: () => Promise<Provider>): ForkExample {
  let provider: Provider | undefined
  return {
    async prepare() {
      provider = await start()
      const { settings } = provider
      return { event: 'schedule', ...settings, vars: { ...vars, ...settings.vars } }
    },
    async check(result) {
      assert.ok(provider)
      assert.deepEqual(provider.state(), { left: [], deleted: 1 })
      await provider.stop()
      const summary = result.summaries.join('\n')
      assert.match(summary, /^## Backup of shop: OK$/m)
      assert.match(summary, /^\| Dumped from \| a fork of /m)
    },
  }
}
