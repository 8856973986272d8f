import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Client } from '../client/client.ts'
import { errorMessage, sentence, UserError } from '../errors.ts'

/** An entry of an archive's table of contents. */
export interface ArchiveEntry {
  readonly dumpId: number
  /** The object's place in the source's catalogs; both 0 for what has none, such as a comment. */
  readonly catalogOid: number
  readonly oid: number
  /** The dump ids of the entries that it needs. */
  readonly needs: readonly number[]
  /** The entry's line, as `--use-list` takes it. */
  readonly line: string
}

/** `pg_restore --list` prints `dump id; class oid, oid, kind, schema, name, owner` on each line. */
const ENTRY = /^(\d+); (\d+) (\d+) /
const NEEDS = /^;\tdepends on:((?: \d+)*)/

/** Reads what `pg_restore --list --verbose` prints. */
export function parseEntries(list: string): ArchiveEntry[] {
  const entries: (ArchiveEntry & { needs: readonly number[] })[] = []
  for (const line of list.split('\n')) {
    const entry = ENTRY.exec(line)
    if (entry) {
      const [dumpId = 0, catalogOid = 0, oid = 0] = entry.slice(1).map(Number)
      entries.push({ dumpId, catalogOid, oid, needs: [], line })
    }
    const needs = NEEDS.exec(line)?.[1]
    const last = entries.at(-1)
    if (needs !== undefined && last) last.needs = needs.trim().split(' ').map(Number)
  }
  return entries
}

export interface ArchiveContents {
  /** All entries, in the order of the archive. */
  readonly entries: readonly ArchiveEntry[]
  /** The dump ids of those that are restored after the data. */
  readonly postData: ReadonlySet<number>
}

/** Reads the table of contents of an archive that we have just made. Throws `E_INTEGRITY`. */
export async function readContents(
  client: Client,
  environment: Readonly<Record<string, string>>,
  archive: string,
  signal: AbortSignal,
): Promise<ArchiveContents> {
  const list = async (flag: string) => {
    const { stdout } = await promisify(execFile)(
      path.join(client.directory, 'pg_restore'),
      ['--list', flag, archive],
      { env: { ...environment, ...client.environment }, maxBuffer: 2 ** 30, signal },
    )
    return parseEntries(stdout)
  }
  try {
    // With --verbose every section is listed, and without it no dependencies are.
    const [entries, later] = await Promise.all([list('--verbose'), list('--section=post-data')])
    return { entries, postData: new Set(later.map(({ dumpId }) => dumpId)) }
  } catch (error) {
    signal.throwIfAborted()
    const message = `The schema's table of contents cannot be read back: ${sentence(errorMessage(error))}`
    throw new UserError('E_INTEGRITY', message, 'Run the copy again.', { cause: error })
  }
}
