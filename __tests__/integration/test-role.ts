import { readFile } from 'node:fs/promises'
import { type PostgresServer, quoteName } from '../../scripts/rig/postgres-server.ts'

let count = 0

/** A role for one test alone, whose sessions and log lines can so be told from all others. */
export class TestRole {
  readonly server: PostgresServer
  readonly name: string
  /** Needs an encoding wherever it goes. */
  readonly password: string

  constructor(server: PostgresServer) {
    count += 1
    this.server = server
    this.name = `backup_${process.pid}_${count}`
    this.password = `p@ß:w'ö"r\\d/%?&=${count}`
  }

  static async make(server: PostgresServer, rights = 'SUPERUSER'): Promise<TestRole> {
    const role = new TestRole(server)
    const password = `'${role.password.replaceAll("'", "''")}'`
    await server.query(`CREATE ROLE ${quoteName(role.name)} LOGIN ${rights} PASSWORD ${password}`)
    return role
  }

  /** @param port another one than the server's, of a proxy before it */
  url(database: string, port = this.server.port, password = this.password): string {
    const login = `${this.name}:${encodeURIComponent(password)}`
    return `postgresql://${login}@${this.server.host}:${port}/${encodeURIComponent(database)}`
  }

  /** The process ids of this role's sessions on the server that fit a condition. */
  async sessions(condition = 'true'): Promise<number[]> {
    const rows = await this.server.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE usename = $1 AND ${condition}`,
      'postgres',
      [this.name],
    )
    return rows.map(({ pid }) => pid)
  }

  /** The sessions that copy a table's rows out at this moment. */
  copying(): Promise<number[]> {
    return this.sessions(`state = 'active' AND query LIKE 'COPY %'`)
  }

  /** The sessions that wait for a lock. */
  waiting(): Promise<number[]> {
    return this.sessions(`wait_event_type = 'Lock'`)
  }

  /** The lines of the server's log that name this role. */
  async logged(): Promise<string[]> {
    const log = await readFile(this.server.logFile, 'utf8')
    return log.split('\n').filter((line) => line.includes(this.name))
  }
}
