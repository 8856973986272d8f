import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Client } from '../client/client.ts'
import type { ArchiveEntry } from '../postgres/archive-contents.ts'
import type { Session } from '../postgres/session.ts'

/** Where a sequence stands. The number is text, since it may be larger than 2^53. */
export interface SequenceValue {
  /** As an SQL expression, quoted where need be: `"app"."orders_id_seq"`. */
  readonly sequence: string
  readonly lastValue: string
  readonly isCalled: boolean
}

const SETVAL = /^SELECT pg_catalog\.setval\('((?:[^']|'')*)', (-?\d+), (true|false)\);$/gm

export function parseSequenceValues(sql: string): SequenceValue[] {
  return [...sql.matchAll(SETVAL)].map(([, sequence = '', lastValue = '', isCalled]) => ({
    sequence: sequence.replaceAll("''", "'"),
    lastValue,
    isCalled: isCalled === 'true',
  }))
}

/**
 * The values of the sequences in an archive, by having pg_restore print just these entries.
 *
 * @param folder a private one, for pg_restore's list of entries
 */
export async function readSequenceValues(
  client: Client,
  environment: Readonly<Record<string, string>>,
  archive: string,
  entries: readonly ArchiveEntry[],
  folder: string,
  signal: AbortSignal,
): Promise<SequenceValue[]> {
  const values = entries.filter(({ kind }) => kind === 'SEQUENCE SET')
  if (values.length === 0) return []
  const list = path.join(folder, 'sequences.list')
  await writeFile(list, values.map(({ dumpId }) => `${dumpId};\n`).join(''), { mode: 0o600 })
  const { stdout } = await promisify(execFile)(
    path.join(client.directory, 'pg_restore'),
    [`--use-list=${list}`, '--file=-', archive],
    { env: { ...environment, ...client.environment }, maxBuffer: 2 ** 30, signal },
  )
  return parseSequenceValues(stdout)
}

/** The sequences that do not stand where the archive says, each as a sentence. */
export async function wrongSequences(
  session: Session,
  values: readonly SequenceValue[],
): Promise<string[]> {
  const wrong: string[] = []
  for (const { sequence, lastValue, isCalled } of values) {
    const [found] = await session.query<{ lastValue: string; isCalled: boolean }>(
      `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${sequence}`,
    )
    if (found?.lastValue === lastValue && found.isCalled === isCalled) continue
    wrong.push(`sequence ${sequence} stands at ${found?.lastValue} and not at ${lastValue}`)
  }
  return wrong
}
