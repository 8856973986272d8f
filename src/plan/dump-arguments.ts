import type { Compression, Selection } from '../inputs/backup.ts'
import type { DumpFormat } from '../manifest/manifest.ts'
import { compressionArguments } from './compression.ts'

export interface DumpChoices {
  readonly clientMajor: number
  readonly format: DumpFormat
  readonly compression: Compression
  readonly jobs: number
  readonly selection: Selection
  readonly noOwner: boolean
  readonly noAcl: boolean
  readonly quoteAllIdentifiers: boolean
  readonly lockTimeoutMs: number
  /** The user's own, which come last. */
  readonly pgDumpArgs: readonly string[]
}

/**
 * pg_dump's arguments (its manual page), without connection and output: those are the dump's own,
 * and hold no secret either.
 */
export function dumpArguments(choices: DumpChoices): string[] {
  const { selection } = choices
  return [
    `--format=${choices.format}`,
    ...compressionArguments(choices.compression, choices.format, choices.clientMajor),
    ...(choices.format === 'directory' ? [`--jobs=${choices.jobs}`, '--no-sync'] : []),
    // 0 would be "fail at once" to pg_dump, so no timeout at all is no flag at all.
    ...(choices.lockTimeoutMs > 0 ? [`--lock-wait-timeout=${choices.lockTimeoutMs}`] : []),
    ...(choices.noOwner ? ['--no-owner'] : []),
    ...(choices.noAcl ? ['--no-acl'] : []),
    ...(choices.quoteAllIdentifiers ? ['--quote-all-identifiers'] : []),
    // A misspelled pattern is refused: what it means would be missing without a word.
    '--strict-names',
    ...each('--schema', selection.schemas),
    ...each('--exclude-schema', selection.excludeSchemas),
    ...each('--table', selection.tables),
    ...each('--exclude-table', selection.excludeTables),
    ...each('--exclude-table-data', selection.excludeTableData),
    ...choices.pgDumpArgs,
  ]
}

function each(flag: string, patterns: readonly string[]): string[] {
  return patterns.map((pattern) => `${flag}=${pattern}`)
}
