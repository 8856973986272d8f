import type { Session } from '../postgres/session.ts'

/** Where a sequence stands. The number is text, since it may be larger than 2^53. */
export interface SequenceValue {
  /** As an SQL expression, quoted where need be: `"app"."orders_id_seq"`. */
  readonly sequence: string
  readonly lastValue: string
  readonly isCalled: boolean
}

const SETVAL = /^SELECT pg_catalog\.setval\('((?:[^']|'')*)', (-?\d+), (true|false)\);$/

/** Reads a line of a dump's script; undefined where it sets no sequence. */
export function parseSequenceValue(line: string): SequenceValue | undefined {
  const [, sequence, lastValue = '', isCalled] = SETVAL.exec(line) ?? []
  if (sequence === undefined) return undefined
  return { sequence: sequence.replaceAll("''", "'"), lastValue, isCalled: isCalled === 'true' }
}

/** The sequences that do not stand where the backup says, each as a sentence. */
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
