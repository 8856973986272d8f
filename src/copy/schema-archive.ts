import type { Client } from '../client/client.ts'
import type { Cleanup } from '../host/host.ts'
import type { Selection } from '../inputs/backup.ts'
import { gentleLockTimeout } from '../plan/fork.ts'
import { explainDumpFailure } from '../postgres/dump-errors.ts'
import { isGoodEnd, startProgram } from '../postgres/program.ts'
import { WITHOUT_CLAIM } from '../target/user-objects.ts'

export interface SchemaChoices {
  readonly selection: Selection
  readonly noAcl: boolean
  readonly lockTimeoutMs: number
}

export interface SchemaDump extends SchemaChoices {
  readonly client: Client
  readonly environment: Readonly<Record<string, string>>
  readonly connectionArguments: readonly string[]
  readonly snapshotId: string
  /** Where it goes; a few kilobytes for each table. */
  readonly file: string
  readonly signal: AbortSignal
  readonly cleanup: Cleanup
}

/**
 * Dumps everything but rows, sequence values and large objects, as of the snapshot.
 *
 * @throws UserError as a dump does
 */
export async function dumpSchema(dump: SchemaDump): Promise<void> {
  const program = startProgram({
    client: dump.client,
    name: 'pg_dump',
    arguments: [
      ...dump.connectionArguments,
      ...schemaArguments(dump, dump.client.major),
      WITHOUT_CLAIM,
      `--snapshot=${dump.snapshotId}`,
      `--file=${dump.file}`,
    ],
    environment: dump.environment,
    stdin: 'ignore',
    signal: dump.signal,
    cleanup: dump.cleanup,
  })
  program.stdout.resume()
  const end = await program.ended
  dump.signal.throwIfAborted()
  if (!isGoodEnd(end)) throw explainDumpFailure(end, [])
}

/** pg_dump's arguments (its manual page). Owners are left out by pg_restore. Pure. */
export function schemaArguments(
  { selection, noAcl, lockTimeoutMs }: SchemaChoices,
  clientMajor: number,
): string[] {
  return [
    '--format=custom',
    clientMajor >= 16 ? '--compress=none' : '--compress=0',
    '--section=pre-data',
    '--section=post-data',
    // They are made with their contents (large-objects.ts); before 17 the first section had them.
    clientMajor >= 16 ? '--no-large-objects' : '--no-blobs',
    // Never for ever: who keeps it waiting may be waiting for the snapshot's own session.
    `--lock-wait-timeout=${gentleLockTimeout(lockTimeoutMs)}`,
    ...(noAcl ? ['--no-acl'] : []),
    // A misspelled pattern is refused: what it means would be missing without a word.
    '--strict-names',
    ...each('--schema', selection.schemas),
    ...each('--exclude-schema', selection.excludeSchemas),
    ...each('--table', selection.tables),
    ...each('--exclude-table', selection.excludeTables),
    ...each('--exclude-table-data', selection.excludeTableData),
  ]
}

function each(flag: string, patterns: readonly string[]): string[] {
  return patterns.map((pattern) => `${flag}=${pattern}`)
}
