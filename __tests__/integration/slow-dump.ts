import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startTcpProxy, type TcpProxy } from '../../scripts/rig/tcp-proxy.ts'
import { Workplace } from './command-line.ts'
import { TestRole } from './test-role.ts'
import { eventually, startBackup, type WatchedRun } from './watched-run.ts'

/** A server whose database `big` takes a while to dump. */
export async function startBigServer(): Promise<PostgresServer> {
  const server = await startPostgres({ major: 17 })
  await server.createDatabase('big')
  const rows = `SELECT repeat('x', 1000) FROM generate_series(1, 8000)`
  await server.query(
    `CREATE TABLE one AS ${rows}; CREATE TABLE two AS ${rows}; CREATE TABLE small (a int)`,
    'big',
  )
  return server
}

export interface SlowDump extends AsyncDisposable {
  readonly run: WatchedRun
  readonly role: TestRole
  readonly proxy: TcpProxy
}

/** A dump that has begun to copy rows and would take many seconds more. */
export async function startSlowDump(
  server: PostgresServer,
  flags: readonly string[],
  database = 'big',
): Promise<SlowDump> {
  const place = await Workplace.make()
  const role = await TestRole.make(server)
  const proxy = await startTcpProxy(server)
  const all = [...flags, '--client-dir', server.binDir]
  const run = startBackup(place, role.url(database, proxy.port), all, { secrets: [role.password] })
  proxy.throttle(500_000)
  await eventually(async () => (await role.copying()).length > 0, 'rows are copied')
  return {
    run,
    role,
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy.stop()
      await run[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    },
  }
}
