import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { AzureServer } from '../rig/azure-server.ts'
import type { OptionalPart } from '../rig/debian-program.ts'
import { projectFolder } from '../rig/folder.ts'
import type { GcsServer } from '../rig/gcs-server.ts'
import type { PostgresServer } from '../rig/postgres-server.ts'
import type { S3Server } from '../rig/s3-server.ts'

/** What the commands work on. */
export interface Place {
  readonly server: PostgresServer
  readonly s3: S3Server
  readonly gcs: GcsServer
  readonly azure: AzureServer
  /** Whom a sealed backup is for. */
  readonly recipient: string
  readonly aws: string
  readonly pgcopydb: OptionalPart
  readonly folder: string
}

/** A command of ours beside one that a user would type, and how they should compare. */
export interface Comparison {
  readonly title: string
  readonly ours: (place: Place) => readonly string[]
  readonly theirs: (place: Place) => readonly string[]
  /** The most that ours may take, as a share of theirs. */
  readonly target: number
  /** Before every run, and not measured. */
  readonly prepare: (place: Place) => Promise<void>
  /** Why it cannot be measured on this machine. */
  readonly missing?: (place: Place) => string | undefined
}

/** The database that everything is taken from: mixed.sql. */
export const MIXED = 'mixed'
/** What the bucket, or container, is called in all stores. */
export const BUCKET = 'bench'
/** A database of one table of about 1 GB. */
export const ONE_TABLE = 'one_table'
const TARGET = 'target'

export function command(place: Place, name: string, ...flags: string[]): string[] {
  const entry = path.join(projectFolder, 'dist', 'cli.js')
  return [process.execPath, entry, name, `--client-dir=${place.server.binDir}`, ...flags]
}

export function toFile(place: Place, ...flags: string[]): string[] {
  const destination = `--destination=${path.join(place.folder, 'ours')}`
  return command(place, 'backup', '--name=bench', destination, ...flags)
}

export function toS3(place: Place, prefix = 'ours'): string[] {
  return to(place, inS3(place, prefix))
}

/** One dump to all of these. */
export function to(place: Place, ...destinations: string[]): string[] {
  return command(place, 'backup', '--name=bench', `--destination=${destinations.join('\n')}`)
}

export const inS3 = ({ s3 }: Place, prefix: string) =>
  `s3://${BUCKET}/${prefix}?endpoint=${s3.endpoint}`
export const inFolder = ({ folder }: Place) => path.join(folder, 'ours')

const shell = (line: string) => ['bash', '-c', `set -eo pipefail; ${line}`]

const s3Copy = (place: Place) => `'${place.aws}' --endpoint-url ${place.s3.endpoint} s3 cp`

const dumpToS3 = (place: Place, dump: string) =>
  shell(`pg_dump ${dump} ${MIXED} | ${s3Copy(place)} - s3://bench/theirs`)

const dumpToFile = (place: Place, dump: string) =>
  shell(`pg_dump ${dump} ${MIXED} > '${place.folder}/theirs'`)

const fetchAndRestore = (place: Place) =>
  shell(
    `${s3Copy(place)} --quiet s3://bench/by-hand '${place.folder}/theirs'; pg_restore -j2 --no-owner -d ${TARGET} '${place.folder}/theirs'`,
  )

/** What `fetchAndRestore` fetches: the same data, by the commands of a user. */
export const seedByHand = (place: Place) =>
  shell(`pg_dump -Fc -Z zstd:1 ${MIXED} | ${s3Copy(place)} - s3://bench/by-hand`)

function pgcopydb(place: Place, database: string): string[] {
  const { server, folder, pgcopydb: part } = place
  const where = (name: string) =>
    `dbname=${name} host=${server.socketDir} port=${server.port} user=postgres`
  const libraries = part.path === undefined ? '' : (part.env['LD_LIBRARY_PATH'] ?? '')
  const flags = '--table-jobs 2 --index-jobs 2 --restart --not-consistent --no-acl --no-owner'
  return shell(
    `LD_LIBRARY_PATH='${libraries}' '${part.path}' clone --source '${where(database)}' --target '${where(TARGET)}' --dir '${folder}/pgcopydb' ${flags}`,
  )
}

/** By the same socket as the commands typed by hand: over TCP a load takes longer. */
function bySocket({ server }: Place, database: string): string {
  const { socketDir, port, user, password } = server
  return `host=${socketDir} port=${port} user=${user} password=${password} dbname=${database}`
}

/** It holds a password, and so stands in the environment of the command only. */
const copy = (place: Place, database: string) => [
  'env',
  `PG_BACKUP_SOURCE_URL=${bySocket(place, database)}`,
  `PG_BACKUP_TARGET_URL=${bySocket(place, TARGET)}`,
  ...command(place, 'copy', '--jobs=2'),
]

const noPgcopydb = ({ pgcopydb: part }: Place) =>
  part.path === undefined ? part.reason : undefined

async function emptyTarget({ server, folder }: Place): Promise<void> {
  await server.dropDatabase(TARGET)
  await server.createDatabase(TARGET)
  await server.query('checkpoint')
  await rm(path.join(folder, 'pgcopydb'), { recursive: true, force: true })
}

export async function emptyFolder({ folder }: Place): Promise<void> {
  await rm(path.join(folder, 'ours'), { recursive: true, force: true })
  await rm(path.join(folder, 'theirs'), { recursive: true, force: true })
}

const BACKUPS: readonly Comparison[] = [
  {
    title: 'backup to S3, verified, against `pg_dump -Fc | aws s3 cp -`',
    ours: (place) => toS3(place),
    theirs: (place) => dumpToS3(place, '-Fc'),
    target: 0.3,
    prepare: emptyFolder,
  },
  {
    title: 'backup to S3, verified, against `pg_dump -Fc -Z zstd:1 | aws s3 cp -`',
    ours: (place) => toS3(place),
    theirs: (place) => dumpToS3(place, '-Fc -Z zstd:1'),
    target: 1,
    prepare: emptyFolder,
  },
  {
    title: 'backup to a file, verified, against `pg_dump -Fc -Z zstd:1`',
    ours: (place) => toFile(place),
    theirs: (place) => dumpToFile(place, '-Fc -Z zstd:1'),
    target: 1.15,
    prepare: emptyFolder,
  },
  {
    title: 'directory format with `jobs: 2`, verified, against our custom format',
    ours: (place) => toFile(place, '--format=directory', '--jobs=2'),
    theirs: (place) => toFile(place),
    target: 0.9,
    prepare: emptyFolder,
  },
]

/** Each begins with an empty target, and from a backup that lies under this prefix. */
export const SEED = 'seed'

const seed = ({ s3 }: Place) => [`--source=s3://bench/${SEED}?endpoint=${s3.endpoint}`]

const RESTORES: readonly Comparison[] = [
  {
    title: 'restore from S3, `jobs: 2`, checked, against `aws s3 cp` and `pg_restore -j2`',
    ours: (place) => [
      'env',
      `PG_BACKUP_DATABASE_URL=${bySocket(place, TARGET)}`,
      ...command(place, 'restore', '--jobs=2', '--name=bench', ...seed(place)),
    ],
    theirs: fetchAndRestore,
    target: 1,
    prepare: async (place) => {
      await emptyFolder(place)
      await emptyTarget(place)
    },
  },
  {
    title: 'verify by a whole restore, against `aws s3 cp` and `pg_restore -j2`',
    ours: (place) => command(place, 'verify', '--level=restore', '--name=bench', ...seed(place)),
    theirs: fetchAndRestore,
    target: 1,
    prepare: async (place) => {
      await emptyFolder(place)
      await emptyTarget(place)
    },
  },
]

const COPIES: readonly Comparison[] = [
  {
    title: 'copy, compared, against `pg_dump -Fc | pg_restore`',
    ours: (place) => copy(place, MIXED),
    theirs: () =>
      shell(
        `pg_dump -Fc --no-acl --no-owner ${MIXED} | pg_restore --no-acl --no-owner -d ${TARGET}`,
      ),
    target: 0.45,
    prepare: emptyTarget,
  },
  {
    title: 'copy, compared, against pgcopydb with as many jobs',
    ours: (place) => copy(place, MIXED),
    theirs: (place) => pgcopydb(place, MIXED),
    target: 1,
    prepare: emptyTarget,
    missing: noPgcopydb,
  },
  {
    title: 'copy of one table of 1 GB, compared, against pgcopydb without splitting',
    ours: (place) => copy(place, ONE_TABLE),
    theirs: (place) => pgcopydb(place, ONE_TABLE),
    target: 0.7,
    prepare: emptyTarget,
    missing: noPgcopydb,
  },
]

export const COMPARISONS: readonly Comparison[] = [...BACKUPS, ...RESTORES, ...COPIES]
