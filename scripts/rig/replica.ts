import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './command.ts'
import { type Settings, writeSettings } from './postgres-data.ts'
import { PostgresServer } from './postgres-server.ts'
import { asServerUser, giveToServerUser } from './server-user.ts'
import { dataFolder, Supervised } from './supervised.ts'

/** Starts a streaming standby (read only) of a running server; it has the same password. */
export function startReplica(
  primary: PostgresServer,
  settings: Settings = {},
): Promise<PostgresServer> {
  return startCopy(primary, settings, 'standby.signal')
}

/** Starts a writable copy of a running server as it is now, which is what a provider's fork is. */
export function startFork(
  source: PostgresServer,
  settings: Settings = {},
): Promise<PostgresServer> {
  return startCopy(source, settings)
}

/** Resolves when the standby has replayed all that the primary has written so far. */
export async function untilCaughtUp(
  primary: PostgresServer,
  replica: PostgresServer,
): Promise<void> {
  const [row] = await primary.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn() AS lsn')
  const lsn = row?.lsn ?? ''
  const caughtUp = 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done'
  const deadline = Date.now() + 30_000
  for (;;) {
    const [state] = await replica.query<{ done: boolean }>(caughtUp, 'postgres', [lsn])
    if (state?.done) return
    if (Date.now() > deadline) throw new Error(`The standby did not reach ${lsn}.`)
    await sleep(20)
  }
}

async function startCopy(source: PostgresServer, settings: Settings, signal?: 'standby.signal') {
  const supervised = new Supervised(await dataFolder('pg'), 'QUIT')
  try {
    const data = join(supervised.folder, 'data')
    await giveToServerUser(supervised.folder)
    const program = join(source.binDir, 'pg_basebackup')
    const flags = ['--no-sync', '--checkpoint=fast', '--wal-method=stream', '-D', data]
    const [command, ...args] = asServerUser([program, ...flags])
    await run(command, args, { env: source.env })
    if (signal !== undefined) await writeFile(join(data, signal), '')
    const from = `host=${source.socketDir} port=${source.port} user=${source.user}`
    const upstream = { primary_conninfo: `${from} password=${source.password}` }
    await writeSettings(data, { ...(signal === undefined ? {} : upstream), ...settings })
    const { major, installation, password } = source
    const server = new PostgresServer(major, installation, password, supervised)
    await server.start()
    return server
  } catch (error) {
    await supervised.end('SIGKILL')
    await supervised.remove()
    throw error
  }
}
