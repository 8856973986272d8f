/**
 * Compares the product with what a user would type, in one run and side by side, on a mixed
 * database: `npm run bench -- [--scale 30] [--runs 3] [--only TEXT] [--write]`. Machines differ
 * and are noisy, so the ratios are what counts. `--write` keeps the table in docs/benchmarks.md.
 */
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  BUCKET,
  COMPARISONS,
  type Comparison,
  command,
  inFolder,
  inS3,
  MIXED,
  ONE_TABLE,
  type Place,
  SEED,
  seedByHand,
  to,
  toFile,
  toS3,
} from './bench/comparisons.ts'
import { DESTINATIONS } from './bench/destinations.ts'
import { listManifests } from './bench/list-manifests.ts'
import { type Measurement, measure, median } from './bench/measure.ts'
import { startAzure } from './rig/azure-server.ts'
import { projectFolder } from './rig/folder.ts'
import { startGcs } from './rig/gcs-server.ts'
import { awsCli, pgcopydb } from './rig/parts.ts'
import { type PostgresServer, startPostgres } from './rig/postgres-server.ts'
import { startS3 } from './rig/s3-server.ts'
import { privateFolder } from './rig/supervised.ts'

/** A tenth of the database, to show that memory does not follow size. */
const TENTH = 'tenth'
const NOTHING = 'nothing'
/** About 1 GB of them, whatever the scale of the rest. */
const ONE_TABLE_ROWS = 2_850_000

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '30' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
    },
  })
  const [scale, runs] = [Number(values.scale), Number(values.runs)]
  await using server = await startPostgres({
    onDisk: true,
    major: 17,
    settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
  })
  await using s3 = await startS3()
  await using gcs = await startGcs()
  await using azure = await startAzure()
  await Promise.all([
    s3.createBucket(BUCKET),
    gcs.createBucket(BUCKET),
    azure.createContainer(BUCKET),
  ])
  const folder = await privateFolder('bench')
  try {
    const programs = { aws: await awsCli(), pgcopydb: await pgcopydb() }
    const recipient = await newRecipient()
    const place = { server, s3, gcs, azure, recipient, folder, ...programs }
    const bytes = await makeDatabases(place, scale)
    const all = [...COMPARISONS, ...DESTINATIONS]
    const wanted = all.filter(({ title }) => title.includes(values.only))
    const rows = await compare(place, wanted, runs)
    const single = values.only === '' ? await alone(place) : []
    const table = [...heading(bytes, runs), ...rows, '', ...single].join('\n')
    console.log(table)
    if (values.write) await keep(table)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns the size of the mixed database, in bytes */
async function makeDatabases(place: Place, scale: number): Promise<number> {
  const { server } = place
  const bytes = await makeMixed(server, MIXED, scale)
  await makeMixed(server, TENTH, Math.max(1, Math.round(scale / 10)))
  await server.createDatabase(NOTHING)
  await server.createDatabase(ONE_TABLE)
  await server.query(
    `create table wide as select i as id, md5(i::text) as word, repeat(md5(i::text), 9) as text
       from generate_series(1, ${ONE_TABLE_ROWS}) i`,
    ONE_TABLE,
  )
  await server.query('alter table wide add primary key (id)', ONE_TABLE)
  await server.query('vacuum analyze', ONE_TABLE)
  await once(place, toS3(place, SEED))
  await once(place, seedByHand(place))
  return bytes
}

async function makeMixed(server: PostgresServer, name: string, scale: number): Promise<number> {
  const sql = await readFile(path.join(projectFolder, 'scripts/bench/mixed.sql'), 'utf8')
  await server.createDatabase(name)
  await server.psql(sql.replaceAll(':scale', String(scale)), name)
  await server.query('vacuum analyze', name)
  await server.query('checkpoint', name)
  const [row] = await server.query<{ bytes: string }>(
    'select pg_database_size(current_database()) as bytes',
    name,
  )
  return Number(row?.bytes)
}

async function compare(
  place: Place,
  comparisons: readonly Comparison[],
  runs: number,
): Promise<string[]> {
  const rows: string[] = []
  for (const comparison of comparisons) {
    const missing = comparison.missing?.(place)
    rows.push(
      missing === undefined
        ? await compareOne(place, comparison, runs)
        : `| ${comparison.title} | | | not measured: ${missing} | | |`,
    )
    console.error(rows.at(-1))
  }
  return rows
}

async function compareOne(
  place: Place,
  { title, ours, theirs, target, prepare }: Comparison,
  runs: number,
): Promise<string> {
  const mine: Measurement[] = []
  const other: Measurement[] = []
  for (let run = 0; run < runs; run += 1) {
    await prepare(place)
    other.push(await once(place, theirs(place)))
    await prepare(place)
    mine.push(await once(place, ours(place)))
  }
  const ratios = mine.map(({ seconds }, run) => seconds / (other[run]?.seconds ?? Number.NaN))
  const ratio = median(ratios)
  const times = `${seconds(mine)} | ${seconds(other)}`
  return `| ${title} | ${times} | ${ratio.toFixed(2)} | ≤ ${target} | ${verdict(ratio <= target)} |`
}

/** What is not measured against anything: small runs, start-up, memory at two sizes. */
async function alone(place: Place): Promise<string[]> {
  const empty = await several(place, toFile(place, '--allow-empty'))
  const start = await several(place, [...command(place, 'backup').slice(0, 2), '--version'])
  const small = await once(place, toS3(place), TENTH)
  const large = await once(place, toS3(place))
  const three = await once(
    place,
    to(place, inFolder(place), inS3(place, 'one'), inS3(place, 'another')),
  )
  const listing = await listManifests(place, 10_000)
  return [
    '| alone | measured | target | |',
    '| --- | --- | --- | --- |',
    limit('whole run on an empty database, client in place', empty, 1.5, 's'),
    limit('start of the command line', start, 0.2, 's'),
    limit('memory of our process, backup of a tenth to S3', small.peakBytes / 1e6, 200, 'MB'),
    limit('memory of our process, backup of the whole to S3', large.peakBytes / 1e6, 200, 'MB'),
    limit('the same to a folder and two places in S3', three.peakBytes / 1e6, 250, 'MB'),
    limit('listing the names of 10,000 manifests in S3', listing, 5, 's'),
  ]
}

function limit(title: string, value: number, target: number, unit: string): string {
  const shown = `${value.toFixed(unit === 's' ? 2 : 0)} ${unit}`
  return `| ${title} | ${shown} | ≤ ${target} ${unit} | ${verdict(value <= target)} |`
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : '**missed**'
}

/** The median time of five runs on the empty database, in seconds. */
async function several(place: Place, wanted: readonly string[]): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < 5; run += 1) times.push((await once(place, wanted, NOTHING)).seconds)
  return median(times)
}

async function once(place: Place, wanted: readonly string[], database = MIXED) {
  const { server, s3, gcs, azure, folder } = place
  return await measure(wanted, {
    ...s3.env,
    ...gcs.env,
    ...azure.env,
    ...server.env,
    HOME: folder,
    PATH: `${server.binDir}:${process.env['PATH']}`,
    PG_BACKUP_DATABASE_URL: server.url(database),
  })
}

/** A key that nobody keeps: what is sealed here is never opened. */
async function newRecipient(): Promise<string> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption')
  return await identityToRecipient(await generateX25519Identity())
}

function seconds(measurements: readonly Measurement[]): string {
  return `${median(measurements.map((measurement) => measurement.seconds)).toFixed(1)} s`
}

function heading(bytes: number, runs: number): string[] {
  return [
    `PostgreSQL 17, ${(bytes / 1e9).toFixed(2)} GB, server and client on the same two cores; medians of ${runs} runs, ratios taken pair by pair.`,
    '',
    '| what | ours | theirs | ratio | target | |',
    '| --- | --- | --- | --- | --- | --- |',
  ]
}

const MARKS = ['<!-- table -->', '<!-- /table -->'] as const

async function keep(table: string): Promise<void> {
  const file = path.join(projectFolder, 'docs', 'benchmarks.md')
  const text = await readFile(file, 'utf8')
  const [start, end] = MARKS.map((mark) => text.indexOf(mark))
  if (start === undefined || end === undefined || start < 0 || end < start) {
    throw new Error(`${file} has no place for the table`)
  }
  const before = text.slice(0, start + MARKS[0].length)
  await writeFile(file, `${before}\n${table}\n${text.slice(end)}`)
}

await main()
