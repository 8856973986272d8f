import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { type Run, type Started, startCommandLine, startStep, Workplace } from './command-line.ts'
import { eventually, processesIn } from './watched-run.ts'

/** What holds a restore where it is: a function that sleeps anywhere but in the source. */
const SLEEPER = `
  CREATE FUNCTION hold(a int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
    'BEGIN IF current_database() !~ ''^source_[a-z]+$'' THEN PERFORM pg_sleep(60); END IF; RETURN a; END';
  CREATE TABLE plain AS SELECT generate_series(1, 100) AS a;
  CREATE EXTENSION pgcrypto;
  SELECT lo_from_bytea(4711, 'large');`

/** Sources whose restore comes to a stop in some phase, by the phase. */
export const SOURCES = {
  data: 'CREATE TABLE held (a int CHECK (hold(a) = a)); INSERT INTO held VALUES (1);',
  index: 'CREATE TABLE held (a int); INSERT INTO held VALUES (1); CREATE INDEX ON held (hold(a));',
  nowhere: '',
} as const
export type SourceName = keyof typeof SOURCES

export async function makeSources(server: PostgresServer, place: Workplace): Promise<void> {
  for (const [name, sql] of Object.entries(SOURCES)) {
    const database = `source_${name}`
    await server.createDatabase(database, 'TEMPLATE template0')
    await server.psql(SLEEPER + sql, database)
    const flags = ['--client-dir', server.binDir, '--destination', place.backups, '--name', name]
    const started = startCommandLine(['backup', ...flags], {
      ...place.environment,
      PG_BACKUP_DATABASE_URL: server.url(database),
    })
    const result = await started.finished
    if (result.status !== 0) throw new Error(result.everything)
  }
}

/** A restore or a copy as the main step of an action, which is killed, and its post step. */
export class KilledStep implements AsyncDisposable {
  readonly server: PostgresServer
  readonly place: Workplace
  readonly #env: Readonly<Record<string, string>>
  readonly main: Started

  private constructor(
    server: PostgresServer,
    place: Workplace,
    env: Readonly<Record<string, string>>,
    action: 'restore' | 'copy' | 'verify',
  ) {
    this.server = server
    this.place = place
    this.#env = env
    this.main = startStep(action, env)
  }

  static async start(
    server: PostgresServer,
    action: 'restore' | 'copy' | 'verify',
    inputs: Readonly<Record<string, string>>,
  ): Promise<KilledStep> {
    const place = await Workplace.make()
    const state = path.join(place.folder, 'state')
    await writeFile(state, '')
    const jobs = action === 'verify' ? {} : { jobs: '2' }
    const all = { 'client-dir': server.binDir, ...jobs, ...inputs }
    const given = Object.entries(all).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])
    const env = {
      ...place.environment,
      ...Object.fromEntries(given),
      GITHUB_ACTIONS: 'true',
      GITHUB_STATE: state,
      RUNNER_TEMP: place.temporary,
    }
    return new KilledStep(server, place, env, action)
  }

  /** Waits until the restore is held, and kills it and nothing else. */
  async kill(isHeld = () => isSleeping(this.server)): Promise<void> {
    let ended = false
    void this.main.finished.then(() => {
      ended = true
    })
    await eventually(async () => ended || (await isHeld()), 'it is held', 30_000)
    this.main.child.kill('SIGKILL')
    const { signal, everything } = await this.main.finished
    if (signal !== 'SIGKILL') throw new Error(everything)
  }

  async post(): Promise<Run> {
    const text = await readFile(path.join(this.place.folder, 'state'), 'utf8')
    const values = [...text.matchAll(/^cleanup<<(\S+)\n(.*)\n\1$/gm)]
    return await startStep('post', { ...this.#env, STATE_cleanup: values.at(-1)?.[2] ?? '' })
      .finished
  }

  get savedState(): Promise<string> {
    return readFile(path.join(this.place.folder, 'state'), 'utf8')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.main.child.kill('SIGKILL')
    await this.main.finished
    await eventually(() => processesIn(this.place.folder).length === 0, 'all processes ended')
    await this.place[Symbol.asyncDispose]()
  }
}

export async function isSleeping(server: PostgresServer): Promise<boolean> {
  const rows = await server.query(
    "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND application_name ~ '^pg-backup'",
  )
  return rows.length > 0
}

/** What is left of a restore in a database that was empty: nothing, one hopes. */
export async function remainsIn(server: PostgresServer, database: string): Promise<unknown> {
  const [row] = await server.query<{ remains: unknown }>(
    `SELECT jsonb_build_object(
       'tables', (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       'functions', (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
       'extensions', (SELECT jsonb_agg(extname ORDER BY 1) FROM pg_extension),
       'largeObjects', (SELECT count(*) FROM pg_largeobject_metadata),
       'schemas', (SELECT jsonb_agg(nspname) FROM pg_namespace
                    WHERE nspname !~ '^pg_[a-z]' AND nspname <> 'information_schema')) AS remains`,
    database,
  )
  return row?.remains
}

export async function databasesLike(server: PostgresServer, pattern: string): Promise<string[]> {
  const rows = await server.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE datname ~ $1 ORDER BY 1',
    'postgres',
    [pattern],
  )
  return rows.map(({ name }) => name)
}
