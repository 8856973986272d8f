import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type HerokuService, startHeroku } from '../../scripts/rig/heroku-service.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { ActionName } from '../../src/inputs/definition.ts'
import { startCommandLine, startStep, Workplace } from './command-line.ts'
import { startBackup, WatchedRun } from './watched-run.ts'

type Inputs = Readonly<Record<string, string>>

/** Variables of a run in which a provider is waited for a tenth of the time. */
export const FAST = { NODE_OPTIONS: `--import ${new URL('fast-clock.ts', import.meta.url)}` }
/** For whoever measures how long a fork takes. */
export const REAL_TIME = { NODE_OPTIONS: '' }

/** A server whose database `shop` takes a while to dump, and to upload in parts. */
export async function startForkSource(): Promise<PostgresServer> {
  // Several forks are made at once, each by two streams, while others write.
  const settings = { max_wal_senders: 40, wal_keep_size: '1GB' }
  const server = await startPostgres({ major: 17, settings })
  await server.createDatabase('shop')
  const rows = `SELECT i, repeat('x', 1000) AS note FROM generate_series(1, 24000) AS i`
  await server.query(`CREATE TABLE orders AS ${rows}; CREATE TABLE small (a int)`, 'shop')
  return server
}

/** How many rows of tables of users were ever read. */
export async function rowsRead(server: PostgresServer): Promise<number> {
  const [row] = await server.query<{ rows: string }>(
    'SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) AS rows FROM pg_stat_user_tables',
    'shop',
  )
  return Number(row?.rows)
}

/** An app of Heroku's whose database is dumped by way of a fork, at once unless told otherwise. */
export class ForkBed implements AsyncDisposable {
  readonly server: PostgresServer
  readonly heroku: HerokuService
  readonly place: Workplace
  readonly #resources = new AsyncDisposableStack()

  constructor(server: PostgresServer, heroku: HerokuService, place: Workplace) {
    this.server = server
    this.heroku = heroku
    this.place = place
  }

  static async make(server: PostgresServer, database = 'shop'): Promise<ForkBed> {
    const place = await Workplace.make()
    const heroku = await startHeroku({ source: server, database })
    const none = { provisioning: 0, unknown: 0, waiting: [], hidden: 0, deprovisioning: 0 }
    Object.assign(heroku.behaviour, none)
    return new ForkBed(server, heroku, place)
  }

  get secrets(): string[] {
    return [this.heroku.apiKey, this.server.password]
  }

  /** Starts `pg-backup backup --fork=always` on the app, into a folder unless told otherwise. */
  backup(inputs: Inputs = {}, env: Readonly<Record<string, string>> = {}): WatchedRun {
    const flags = flagsOf({ ...this.#forked, name: 'shop', ...inputs })
    const more = { env: { ...this.#environment, ...env }, secrets: this.secrets }
    return startBackup(this.place, '', flags, more)
  }

  /** Starts `pg-backup copy --fork=always` of the app's database. */
  copy(target: string, inputs: Inputs = {}): WatchedRun {
    const started = startCommandLine(['copy', ...flagsOf({ ...this.#forked, ...inputs })], {
      ...this.place.environment,
      ...this.#environment,
      PG_BACKUP_TARGET_URL: target,
    })
    const password = decodeURIComponent(new URL(target).password)
    return new WatchedRun(started, this.place, [...this.secrets, password])
  }

  /** The main step of a workflow. */
  async step(inputs: Inputs = {}, env: Readonly<Record<string, string>> = {}): Promise<ForkStep> {
    const own = { name: 'shop', destination: this.place.backups }
    return await this.#step('backup', { ...own, ...inputs }, env)
  }

  copyStep(target: string): Promise<ForkStep> {
    return this.#step('copy', { 'target-url': target }, {})
  }

  #step(action: ActionName, inputs: Inputs, env: Inputs): Promise<ForkStep> {
    const key = { 'heroku-api-key': this.heroku.apiKey }
    return ForkStep.make(this, action, { ...this.#forked, ...key, ...inputs }, env)
  }

  get #forked(): Inputs {
    return { 'heroku-app': 'shop', fork: 'always', 'client-dir': this.server.binDir }
  }

  get #environment(): Inputs {
    return { ...FAST, ...this.heroku.env, HEROKU_API_KEY: this.heroku.apiKey }
  }

  /** How many sessions copy rows out of the fork at this moment. */
  async copying(): Promise<number> {
    const [fork] = this.heroku.forks
    const server = fork && (await this.heroku.serverOf(fork))
    const active = `SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY %'`
    return (await server?.query(active))?.length ?? 0
  }

  /** No fork is left, and nothing else was ever to be deleted. */
  assertClean(): void {
    assert.deepEqual(
      this.heroku.forks.map(({ name }) => name),
      [],
      'a fork was left',
    )
    assert.deepEqual(this.heroku.violations, [])
  }

  /** Disposes of something together with this. */
  use<T extends AsyncDisposable>(resource: T): T {
    return this.#resources.use(resource)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]()
    await this.heroku.stop()
    await this.place[Symbol.asyncDispose]()
  }
}

function flagsOf(inputs: Inputs): string[] {
  return Object.entries(inputs).map(([name, value]) => `--${name}=${value}`)
}

/** A step of a workflow and its post step, run as the runner would run them. */
export class ForkStep {
  readonly main: WatchedRun
  readonly #bed: ForkBed
  readonly #env: Readonly<Record<string, string>>

  private constructor(bed: ForkBed, action: ActionName, env: Inputs) {
    this.#bed = bed
    this.#env = env
    this.main = new WatchedRun(startStep(action, env), bed.place, bed.secrets)
  }

  static async make(
    bed: ForkBed,
    action: ActionName,
    inputs: Inputs,
    env: Inputs,
  ): Promise<ForkStep> {
    const file = (name: string) => path.join(bed.place.folder, name)
    for (const name of ['output', 'state', 'summary']) await writeFile(file(name), '')
    const all = Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ])
    return new ForkStep(bed, action, {
      ...bed.place.environment,
      ...bed.heroku.env,
      ...FAST,
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: file('output'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '2',
      RUNNER_TEMP: bed.place.temporary,
      ...env,
      ...Object.fromEntries(all),
    })
  }

  /** The post step, which has the inputs of the main step and what that had saved. */
  async post(): Promise<WatchedRun> {
    const text = await readFile(path.join(this.#bed.place.folder, 'state'), 'utf8')
    const values = [...text.matchAll(/^cleanup<<(ghadelimiter_\S+)\n(.*?)\n\1$/gms)]
    const env = { ...this.#env, STATE_cleanup: values.at(-1)?.[2] ?? '' }
    return new WatchedRun(startStep('post', env), this.#bed.place, this.#bed.secrets)
  }
}
