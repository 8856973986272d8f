import { firstOf, UserError } from '../errors.ts'
import type { BackupInputs, Compression, DestinationUrl, Selection } from '../inputs/backup.ts'
import type { DumpFormat } from '../manifest/manifest.ts'
import type { RelationFact, ServerFacts, UnreadableFact } from '../postgres/facts.ts'
import { backupId, seriesNameOf } from './backup-name.ts'
import { chooseCompression, plainExtension } from './compression.ts'
import { dumpArguments } from './dump-arguments.ts'
import { acceptsRowSecurity, narrowsUnseen, readsAsAnother } from './given-arguments.ts'
import { partitionWarnings } from './partition-warnings.ts'
import { costNotes, dumpWarnings } from './plan-notes.ts'
import { dumpsData, selects } from './selection.ts'

/** What a run will do, decided from inputs and facts before anything happens. */
export interface BackupPlan {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly format: DumpFormat
  readonly compression: Compression
  readonly jobs: number
  readonly clientMajor: number
  /** For pg_dump, without connection, output and secrets: those are the dump's own. */
  readonly dumpArguments: readonly string[]
  /** The tables whose rows the dump will hold. */
  readonly tables: readonly PlannedTable[]
  readonly rateLimit: number | undefined
  readonly globals: boolean
  readonly readBack: boolean
  /** Whether an archive without any of `tables` is a failure. */
  readonly expectsTables: boolean
  /** What the archive will take, in bytes: a cautious guess from the tables' sizes. */
  readonly estimatedBytes: number
  readonly destinations: readonly DestinationUrl[]
  /** What each file's name ends with because it is encrypted: `.age`, or nothing. */
  readonly storedSuffix: string
  /** Relative to a destination's series folder: `<id>.dump`, or the folder `<id>`. */
  readonly archivePath: string
  readonly manifestPath: string
  /** What the dump will cost the source, each a sentence for the log. */
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

export interface PlannedTable extends RelationFact {
  /** By what name its rows stand in the archive: its own, or that of a partitioned table above. */
  readonly countedAs: { readonly schema: string; readonly name: string }
}

/** What a plan needs to know besides inputs and facts. */
export interface Circumstances {
  readonly now: Date
  /** Six characters of `[0-9a-z]`. */
  readonly random: string
  /** Of the machine we run on. */
  readonly cores: number
}

/**
 * Decides the whole run, or says why it cannot be.
 *
 * @throws UserError `E_POOLER`, `E_VERSION`, `E_PERMISSION`, `E_EMPTY`, `E_INPUT`
 */
export function planBackup(
  inputs: BackupInputs,
  facts: ServerFacts,
  { now, random, cores }: Circumstances,
): BackupPlan {
  refusePooler(facts)
  const clientMajor = chooseClientMajor(inputs, facts)
  const tables = chooseTables(inputs, facts)
  const name = inputs.name ?? seriesNameOf(facts.database)
  const id = backupId(name, now, random)
  const compression = chooseCompression(inputs.compression, inputs.format, clientMajor)
  const jobs = chooseJobs(inputs, cores)
  const storedSuffix = inputs.encryption === undefined ? '' : '.age'
  return {
    id,
    name,
    createdAt: now,
    format: inputs.format,
    compression,
    jobs,
    clientMajor,
    dumpArguments: dumpArguments({ ...inputs, compression, jobs, clientMajor }),
    tables,
    rateLimit: inputs.rateLimit,
    globals: inputs.globals,
    readBack: inputs.verify !== 'none',
    expectsTables: !inputs.allowEmpty && !narrowsUnseen(inputs.pgDumpArgs),
    estimatedBytes: estimateBytes(tables, compression),
    destinations: inputs.destinations,
    storedSuffix,
    archivePath: `${id}${archiveExtension(inputs.format, compression, storedSuffix)}`,
    manifestPath: `${id}.manifest.json`,
    notes: costNotes(inputs, facts, jobs),
    warnings: dumpWarnings(inputs, facts),
  }
}

/** @throws UserError `E_POOLER` */
export function refusePooler({ pooler }: Pick<ServerFacts, 'pooler'>): void {
  if (pooler?.mode !== 'transaction') return
  throw new UserError(
    'E_POOLER',
    `The connection goes through a pooler (${pooler.product}) in transaction mode, where a dump shares its session with others.`,
    `Connect to ${pooler.directHint ?? 'the server itself'} instead.`,
  )
}

/** A newer client would write dumps that an older server refuses, so the server's own is taken. */
function chooseClientMajor({ client }: BackupInputs, facts: ServerFacts): number {
  if (client.version === 'auto' || client.version === facts.major) return facts.major
  if (client.version > facts.major) return client.version
  throw new UserError(
    'E_VERSION',
    `client-version: pg_dump ${client.version} cannot dump a server of version ${facts.version}.`,
    `Leave client-version at auto, or set it to ${facts.major}.`,
  )
}

function chooseTables(inputs: BackupInputs, facts: ServerFacts): PlannedTable[] {
  refuseUnreadable(inputs, facts)
  const tables = facts.relations.filter((table) =>
    selects(inputs.selection, table, facts.searchPath),
  )
  if (tables.length === 0 && !inputs.allowEmpty) {
    throw new UserError(
      'E_EMPTY',
      facts.relations.length === 0
        ? `The database "${facts.database}" has no tables.`
        : `None of the ${facts.relations.length} tables of "${facts.database}" is selected.`,
      partitionWarnings(inputs, facts)[0] ??
        'Check that the URL names the right database, or set allow-empty: true.',
    )
  }
  const throughRoots = inputs.pgDumpArgs.includes('--load-via-partition-root')
  return tables
    .filter((table) => dumpsData(inputs.selection, table, facts.searchPath))
    .map((table) => ({ ...table, countedAs: countedAs(table, throughRoots) }))
}

export function countedAs(table: RelationFact, throughRoots: boolean): PlannedTable['countedAs'] {
  const root = throughRoots || table.loadsThroughRoot ? table.partitionRoot : null
  return root ?? { schema: table.schema, name: table.name }
}

/** @throws UserError `E_PERMISSION` that names all that is selected and cannot be read */
export function refuseUnreadable(
  { selection, pgDumpArgs }: Pick<BackupInputs, 'selection' | 'pgDumpArgs'>,
  facts: ServerFacts,
): void {
  if (narrowsUnseen(pgDumpArgs) || readsAsAnother(pgDumpArgs)) return
  const missing = facts.unreadable
    .filter((object) => wants(selection, object, facts.searchPath))
    .filter(({ kind }) => kind !== 'row-security' || !acceptsRowSecurity(pgDumpArgs))
  if (missing.length === 0) return
  const names = missing.map(({ what }) => what)
  throw new UserError(
    'E_PERMISSION',
    `The role "${facts.user}" cannot read ${firstOf(names, MOST_NAMES)}.`,
    `Run ${remediesFor(missing, facts.user)}; or leave them out with exclude-schemas or exclude-tables.`,
  )
}

/** A database may have thousands of tables, and an error is one line. */
const MOST_NAMES = 20
const MOST_REMEDIES = 6

function remediesFor(missing: readonly UnreadableFact[], user: string): string {
  const all = missing.flatMap(({ remedy, futureRemedy }) => [remedy, futureRemedy ?? ''])
  const remedies = [...new Set(all)].filter((remedy) => remedy !== '')
  if (remedies.length <= MOST_REMEDIES) return remedies.join('; ')
  // Since PostgreSQL 14; it covers neither large objects nor row security.
  const rest = missing.filter(({ kind }) => kind === 'large-object' || kind === 'row-security')
  const others = [...new Set(rest.map(({ remedy }) => remedy))].slice(0, MOST_REMEDIES)
  return [`GRANT pg_read_all_data TO "${user}"`, ...others].join('; ')
}

function wants(
  selection: Selection,
  object: UnreadableFact,
  searchPath: readonly string[],
): boolean {
  if (object.kind === 'large-object') {
    return selection.schemas.length === 0 && selection.tables.length === 0
  }
  return selects(selection, object, searchPath)
}

/** More jobs than this gain nothing on the runners there are, and take the source's connections. */
const MOST_JOBS = 8

function chooseJobs({ jobs, format }: BackupInputs, cores: number): number {
  if (format !== 'directory') return 1
  return jobs === 'auto' ? Math.max(1, Math.min(cores, MOST_JOBS)) : jobs
}

/** Text is about as large as the heap it comes from, and a third of that when compressed. */
function estimateBytes(tables: readonly RelationFact[], { method }: Compression): number {
  const heap = tables.reduce((sum, table) => sum + table.sizeBytes, 0)
  return Math.round(method === 'none' ? heap : heap / 3)
}

function archiveExtension(format: DumpFormat, compression: Compression, suffix: string): string {
  if (format === 'directory') return '' // each file in it has the suffix
  const plain = `.sql${plainExtension(compression)}`
  return { custom: '.dump', tar: '.tar', plain }[format] + suffix
}
