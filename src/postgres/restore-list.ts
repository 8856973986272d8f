import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Client } from '../client/client.ts'
import { errorMessage, sentence, UserError } from '../errors.ts'

/** A table's data in an archive's table of contents. */
export interface TableDataEntry {
  readonly dumpId: number
  /** The table's oid in the source's pg_class. */
  readonly oid: number
  /** Schema and name as the list shows them, for a table that the facts do not know. */
  readonly label: string
}

/** `pg_restore --list` prints `dump id; class oid, oid, kind, schema, name, owner` on each line. */
const TABLE_DATA = /^(\d+); \d+ (\d+) TABLE DATA (.*) \S+$/gm

export function parseTableData(list: string): TableDataEntry[] {
  return [...list.matchAll(TABLE_DATA)].map(([, dumpId, oid, label]) => ({
    dumpId: Number(dumpId),
    oid: Number(oid),
    label: label ?? '',
  }))
}

/**
 * Reads the table of contents of an archive.
 *
 * @throws UserError `E_INTEGRITY` where pg_restore cannot read it
 */
export async function listTableData(
  client: Client,
  environment: Readonly<Record<string, string>>,
  archive: string,
  signal: AbortSignal,
): Promise<TableDataEntry[]> {
  try {
    const { stdout } = await promisify(execFile)(
      path.join(client.directory, 'pg_restore'),
      ['--list', archive],
      { env: { ...environment, ...client.environment }, maxBuffer: 2 ** 30, signal },
    )
    return parseTableData(stdout)
  } catch (error) {
    signal.throwIfAborted()
    throw new UserError(
      'E_INTEGRITY',
      `The dump's table of contents cannot be read back: ${sentence(errorMessage(error))}`,
      'It was not kept; run the backup again.',
      { cause: error },
    )
  }
}
