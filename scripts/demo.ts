/**
 * `npm run demo`: backs a small shop up with the product's own bundle and reads the backup back
 * with PostgreSQL's own pg_restore. Needs no node_modules and leaves nothing behind.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { run } from './rig/command.ts'
import { projectFolder } from './rig/folder.ts'
import { type PostgresServer, startPostgres } from './rig/postgres-server.ts'

const bundle = join(projectFolder, 'dist', 'cli.js')
const shop = join(projectFolder, 'scripts', 'demo-shop.sql')

/** The first signal ends the backup and cleans up; a second one ends everything at once. */
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => stop.abort())
}

async function main(): Promise<void> {
  const start = performance.now()
  if (!existsSync(bundle)) throw new Error('dist/cli.js is missing. Run `npm run build` first.')
  const folder = await mkdtemp(join(tmpdir(), 'pg-backup-demo-'))
  try {
    say('Starting an embedded PostgreSQL 17 (the first time, it is fetched).')
    await using server = await startPostgres({ major: 17 })
    await server.createDatabase('shop')
    say('Filling a small shop.')
    await server.psql({ file: shop }, 'shop')
    say('Backing it up: pg-backup backup --name shop --destination FOLDER\n')
    await backUp(server, folder)
    await readBack(server, await findArchive(folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  say(`Done in ${((performance.now() - start) / 1000).toFixed(1)} s. Nothing is left running.`)
}

/** The backup, exactly as from a terminal; its own report goes to ours. */
async function backUp(server: PostgresServer, folder: string): Promise<void> {
  const args = [bundle, 'backup', '--name', 'shop', '--destination', folder]
  const child = spawn(process.execPath, args, {
    // pg_dump of the embedded server, so that the demo never waits for another download.
    env: {
      ...ownEnvironment(),
      PG_BACKUP_CLIENT_DIR: server.binDir,
      PG_BACKUP_DATABASE_URL: server.url('shop'),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    signal: stop.signal,
  })
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal ?? code))
  })
  if (status !== 0) throw new Error(`The backup ended with ${status}.`)
}

/** The environment without what would change where the backup comes from or goes to. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(PG|AWS_|GITHUB_|INPUT_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

/** The one archive below the destination: what its manifest says, which is written last. */
async function findArchive(folder: string): Promise<string> {
  const series = join(folder, 'shop')
  const names = await readdir(series)
  const manifest = names.find((name) => name.endsWith('.manifest.json'))
  if (manifest === undefined) throw new Error('The backup left no manifest.')
  const { id } = JSON.parse(await readFile(join(series, manifest), 'utf8'))
  const archive = names.find((name) => name.startsWith(`${id}.`) && name !== manifest)
  if (archive === undefined) throw new Error('The backup left no archive.')
  return join(series, archive)
}

/** Lists the archive, restores it into an empty database, and compares every table's rows. */
async function readBack(server: PostgresServer, archive: string): Promise<void> {
  const pgRestore = join(server.binDir, 'pg_restore')
  say(`\nReading ${basename(archive)} back with PostgreSQL's own pg_restore.`)
  const list = await run(pgRestore, ['--list', archive])
  const entries = list.split('\n').filter((line) => /^\d/.test(line)).length
  await server.createDatabase('restored', 'TEMPLATE template0')
  const flags = ['--exit-on-error', '--no-owner', '--dbname', 'restored', archive]
  await run(pgRestore, flags, { env: server.env })
  const [before, after] = [await countRows(server, 'shop'), await countRows(server, 'restored')]
  compare(before, after)
  say(`${entries} objects restored into an empty database, with as many rows as before:\n`)
  for (const [table, count] of after) say(`  ${String(count).padStart(7)}  ${table}`)
  say('')
}

function compare(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): void {
  for (const table of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(table) ?? 'none', after.get(table) ?? 'none']
    if (was !== is) throw new Error(`${table}: ${was} rows before, ${is} after the restore.`)
  }
}

/** Exact rows of every table that holds some itself, the materialized view and the large objects. */
async function countRows(server: PostgresServer, database: string): Promise<Map<string, number>> {
  const sql = `
    SELECT format('SELECT %L, count(*) FROM %I.%I;', nspname || '.' || relname, nspname, relname)
    FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'm') AND nspname IN ('shop', 'archive') ORDER BY nspname, relname
    \\gexec
    SELECT 'large objects', count(*) FROM pg_largeobject_metadata;`
  const lines = (await server.psql(sql, database)).trim().split('\n')
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf('|')
      return [line.slice(0, at), Number(line.slice(at + 1))] as const
    }),
  )
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`The demo failed: ${(error as Error).message}\n`)
  process.exitCode = 1
}
