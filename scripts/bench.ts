/**
 * Compares the product with what a user would type, in one run and side by side, on a mixed
 * database: `npm run bench -- [--scale 30] [--runs 3] [--write]`. Machines differ and are noisy,
 * so the ratios are what counts. `--write` keeps the table in docs/benchmarks.md.
 */
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Measurement, measure, median } from './bench/measure.ts'
import { projectFolder } from './rig/folder.ts'
import { awsCli } from './rig/parts.ts'
import { type PostgresServer, startPostgres } from './rig/postgres-server.ts'
import { type S3Server, startS3 } from './rig/s3-server.ts'
import { privateFolder } from './rig/supervised.ts'

interface Place {
  readonly server: PostgresServer
  readonly s3: S3Server
  readonly aws: string
  readonly folder: string
}

/** A command of ours beside one of theirs, and how they should compare. */
interface Comparison {
  readonly title: string
  readonly ours: (place: Place) => readonly string[]
  readonly theirs: (place: Place) => readonly string[]
  /** The most that ours may take, as a share of theirs. */
  readonly target: number
}

const backup = (place: Place, ...flags: string[]) => [
  process.execPath,
  path.join(projectFolder, 'dist', 'cli.js'),
  'backup',
  '--name=bench',
  `--client-dir=${place.server.binDir}`,
  ...flags,
]

const toFile = (place: Place, ...flags: string[]) =>
  backup(place, `--destination=${path.join(place.folder, 'ours')}`, ...flags)

const toS3 = (place: Place) =>
  backup(place, `--destination=s3://bench/ours?endpoint=${place.s3.endpoint}`)

const shell = (line: string) => ['bash', '-c', `set -o pipefail; ${line}`]

const byHand = (place: Place, dump: string) =>
  shell(`pg_dump ${dump} mixed > '${place.folder}/theirs'`)

const byHandToS3 = (place: Place, dump: string) =>
  shell(
    `pg_dump ${dump} mixed | '${place.aws}' --endpoint-url ${place.s3.endpoint} s3 cp - s3://bench/theirs`,
  )

const COMPARISONS: readonly Comparison[] = [
  {
    title: 'S3, verified, against `pg_dump -Fc | aws s3 cp -`',
    ours: toS3,
    theirs: (place) => byHandToS3(place, '-Fc'),
    target: 0.3,
  },
  {
    title: 'S3, verified, against `pg_dump -Fc -Z zstd:1 | aws s3 cp -`',
    ours: toS3,
    theirs: (place) => byHandToS3(place, '-Fc -Z zstd:1'),
    target: 1,
  },
  {
    title: 'File, verified, against `pg_dump -Fc -Z zstd:1`',
    ours: toFile,
    theirs: (place) => byHand(place, '-Fc -Z zstd:1'),
    target: 1.15,
  },
  {
    title: 'Directory with `jobs: 2`, verified, against our custom format',
    ours: (place) => toFile(place, '--format=directory', '--jobs=2'),
    theirs: toFile,
    target: 0.9,
  },
]

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '30' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
    },
  })
  await using server = await startPostgres({
    major: 17,
    settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
  })
  await using s3 = await startS3()
  await s3.createBucket('bench')
  const folder = await privateFolder('bench')
  try {
    const place = { server, s3, aws: await awsCli(), folder }
    const bytes = await makeDatabase(server, 'mixed', Number(values.scale))
    await makeDatabase(server, 'tenth', Math.max(1, Math.round(Number(values.scale) / 10)))
    const wanted = COMPARISONS.filter(({ title }) => title.includes(values.only))
    const rows = await compare(place, wanted, Number(values.runs))
    const single = values.only === '' ? await alone(place) : []
    const table = [...heading(bytes, Number(values.runs)), ...rows, '', ...single].join('\n')
    console.log(table)
    if (values.write) await keep(table)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeDatabase(server: PostgresServer, name: string, scale: number): Promise<number> {
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
  for (const { title, ours, theirs, target } of comparisons) {
    const mine: Measurement[] = []
    const other: Measurement[] = []
    for (let run = 0; run < runs; run += 1) {
      other.push(await once(place, theirs(place)))
      mine.push(await once(place, ours(place)))
    }
    const ratios = mine.map(({ seconds }, run) => seconds / (other[run]?.seconds ?? Number.NaN))
    const ratio = median(ratios)
    const verdict = ratio <= target ? 'met' : '**missed**'
    rows.push(
      `| ${title} | ${seconds(mine)} | ${seconds(other)} | ${ratio.toFixed(2)} | ≤ ${target} | ${verdict} |`,
    )
    console.error(rows.at(-1))
  }
  return rows
}

/** What is not measured against anything: small runs, start-up, memory at two sizes. */
async function alone(place: Place): Promise<string[]> {
  await place.server.createDatabase('nothing')
  const empty = await several(place, toFile(place, '--allow-empty'), 'nothing')
  const start = await several(place, [...backup(place).slice(0, 2), '--version'], 'nothing')
  const small = await once(place, toS3(place), 'tenth')
  const large = await once(place, toS3(place))
  return [
    '| alone | measured | target | |',
    '| --- | --- | --- | --- |',
    limit(
      'Whole run on an empty database, client in place',
      median(empty.map(inSeconds)),
      1.5,
      's',
    ),
    limit('Start of an entry', median(start.map(inSeconds)), 0.2, 's'),
    limit('Memory of our process to S3, a tenth of the database', small.peakBytes / 1e6, 200, 'MB'),
    limit('Memory of our process to S3, the whole database', large.peakBytes / 1e6, 200, 'MB'),
  ]
}

const inSeconds = (measurement: Measurement) => measurement.seconds

function limit(title: string, value: number, target: number, unit: string): string {
  const verdict = value <= target ? 'met' : '**missed**'
  return `| ${title} | ${value.toFixed(unit === 's' ? 2 : 0)} ${unit} | ≤ ${target} ${unit} | ${verdict} |`
}

async function several(place: Place, command: readonly string[], database: string) {
  const runs: Measurement[] = []
  for (let run = 0; run < 5; run += 1) runs.push(await once(place, command, database))
  return runs
}

async function once(place: Place, command: readonly string[], database = 'mixed') {
  await rm(path.join(place.folder, 'ours'), { recursive: true, force: true })
  await rm(path.join(place.folder, 'theirs'), { recursive: true, force: true })
  const { server, s3 } = place
  return await measure(command, {
    ...s3.env,
    ...server.env,
    HOME: place.folder,
    PATH: `${server.binDir}:${process.env['PATH']}`,
    PG_BACKUP_DATABASE_URL: server.url(database),
  })
}

function seconds(measurements: readonly Measurement[]): string {
  return `${median(measurements.map(inSeconds)).toFixed(1)} s`
}

function heading(bytes: number, runs: number): string[] {
  return [
    `PostgreSQL 17, ${(bytes / 1e9).toFixed(2)} GB, server and client on the same machine; medians of ${runs} runs, ratios taken pair by pair.`,
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
