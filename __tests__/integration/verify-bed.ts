import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectFolder } from '../../scripts/rig/folder.ts'
import type { PostgresMajor } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { ErrorCode } from '../../src/errors.ts'
import { isRunning, processStartTime } from '../../src/host/process.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { type Run, type Started, startCommandLine, Workplace } from './command-line.ts'

/** What a test restore can stumble over: roles, extensions, and one object of each kind it compares. */
const MORE = `
  create role reader; create role "Bob's Smith";
  create extension hstore; create extension pg_trgm schema second;
  alter table orders enable row level security;
  create policy own on orders for select to reader, "Bob's Smith" using (true);
  grant select on second.orders to reader;
  alter default privileges grant select on tables to reader;
  create foreign data wrapper wrapper;
  create server far foreign data wrapper wrapper;
  create user mapping for reader server far;
  create aggregate summed(int) (sfunc = int4pl, stype = int, initcond = '0');
  create aggregate counted(*) (sfunc = int8inc, stype = bigint, initcond = '0');
  create procedure does(a int, out b text) language sql as 'select ''x''::text';
  create index by_name on second.orders ((id + 1));
  create table "foreign ""key""" (id int references orders (id), exclude using btree (id with =));`

/** A server with one database, `shop`, of all kinds of objects. */
export async function startShop(major: PostgresMajor): Promise<PostgresServer> {
  const server = await startPostgres({ major })
  await server.createDatabase('shop')
  const file = path.join(projectFolder, '__tests__/integration/source-database.sql')
  await server.psql({ file }, 'shop')
  await server.psql(MORE, 'shop')
  return server
}

/** A place with backups in it, and the commands that make and verify them. */
export class VerifyBed implements AsyncDisposable {
  readonly server: PostgresServer
  readonly place: Workplace
  clientDirectory: string

  constructor(server: PostgresServer, place: Workplace) {
    this.server = server
    this.place = place
    this.clientDirectory = server.binDir
  }

  static async make(server: PostgresServer): Promise<VerifyBed> {
    const place = await Workplace.make()
    // Where the tests run as root, the scratch server's user has to get through to its folder.
    for (const folder of [place.folder, place.temporary]) await chmod(folder, 0o711)
    return new VerifyBed(server, place)
  }

  /** Another place with the same backups, to alter them. */
  async copy(): Promise<VerifyBed> {
    const other = await VerifyBed.make(this.server)
    await cp(this.place.backups, other.place.backups, { recursive: true })
    return other
  }

  startBackup(...flags: readonly string[]): Started {
    return this.#start(['backup', '--destination', this.place.backups, ...flags])
  }

  startVerify(...flags: readonly string[]): Started {
    return this.#start(['verify', '--source', this.place.backups, ...flags])
  }

  /** Takes a backup that has to succeed. */
  async backup(...flags: readonly string[]): Promise<Run> {
    return succeeded(await this.startBackup(...flags).finished)
  }

  async verify(...flags: readonly string[]): Promise<Run> {
    return succeeded(await this.startVerify(...flags).finished)
  }

  async refuses(code: ErrorCode, what: RegExp, ...flags: readonly string[]): Promise<Run> {
    return failed(await this.startVerify(...flags).finished, code, what)
  }

  #start(command: readonly string[]): Started {
    const all = [...command, '--name', 'shop', '--client-dir', this.clientDirectory]
    return startCommandLine(all, {
      ...this.place.environment,
      PG_BACKUP_DATABASE_URL: this.server.url('shop'),
    })
  }

  get folder(): string {
    return path.join(this.place.backups, 'shop')
  }

  #pathOf(ending: string): string {
    const name = readdirSync(this.folder).find((file) => file.endsWith(ending))
    assert.ok(name, `no file ends with ${ending}`)
    return path.join(this.folder, name)
  }

  get manifest(): Manifest {
    return JSON.parse(readFileSync(this.#pathOf('.manifest.json'), 'utf8'))
  }

  /** The level in the record beside the manifest; undefined: there is none. */
  get recorded(): string | undefined {
    const name = readdirSync(this.folder).find((file) => file.endsWith('.verification.json'))
    return name && JSON.parse(readFileSync(path.join(this.folder, name), 'utf8')).level
  }

  changeManifest(change: (manifest: Manifest) => Manifest): void {
    writeFileSync(this.#pathOf('.manifest.json'), JSON.stringify(change(this.manifest)))
  }

  /** Alters the one file of the archive, and the manifest too where `cover` says so. */
  changeArchive(change: (bytes: Buffer) => Buffer, cover: 'covered' | 'seen'): void {
    const [file] = this.manifest.dump.files
    assert.ok(file)
    const archive = path.join(this.folder, file.path)
    const bytes = change(readFileSync(archive))
    writeFileSync(archive, bytes)
    if (cover === 'seen') return
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const files = [{ ...file, sizeBytes: bytes.length, sha256 }]
    this.changeManifest((manifest) => ({ ...manifest, dump: { ...manifest.dump, files } }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.place[Symbol.asyncDispose]()
  }
}

export function succeeded(run: Run): Run {
  assert.equal(run.status, 0, run.everything)
  return run
}

export function failed(run: Run, code: ErrorCode, what: RegExp): Run {
  assert.equal(run.status, 1, run.everything)
  assert.equal(run.errors.length, 1, run.everything)
  assert.ok(run.error.startsWith(`${code}: `), run.error)
  assert.match(run.error, what)
  assert.equal(run.outputs['verified'], undefined)
  return run
}

/** Replaces a text by one of the same length, wherever it stands. */
export function replaced(bytes: Buffer, from: string, to: string): Buffer {
  assert.equal(from.length, to.length)
  const text = bytes.toString('latin1')
  assert.ok(text.includes(from), `the archive has no ${from}`)
  return Buffer.from(text.replaceAll(from, to), 'latin1')
}

export interface ServerProcess {
  readonly pid: number
  readonly startTime: string
}

/** The processes of the scratch servers whose folders lie in a place: they work in these. */
export function serverProcesses(place: Workplace): ServerProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${place.temporary}/pg-scratch-`)
      } catch {
        return false // it ended meanwhile
      }
    })
    .map((pid) => ({ pid: Number(pid), startTime: processStartTime(Number(pid)) }))
    .filter(({ pid, startTime }) => isRunning(pid, startTime))
}

export async function scratchFolders(place: Workplace): Promise<string[]> {
  return (await readdir(place.temporary)).filter((name) => name.startsWith('pg-scratch-'))
}

/** A copy of an installation in which something can be broken. */
export async function copiedInstallation(server: PostgresServer): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'installation-'))
  const options = { recursive: true, verbatimSymlinks: true }
  for (const part of ['bin', 'lib', 'share']) {
    await cp(path.join(server.installation, part), path.join(copy, part), options)
  }
  return copy
}

export async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
