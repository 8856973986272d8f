import { errorCode } from '../errors.ts'
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
    const found = await currentValue(session, sequence)
    if (found?.lastValue === lastValue && found.isCalled === isCalled) continue
    const state = found === undefined ? 'is missing' : `stands at ${valueText(found)}`
    wrong.push(`sequence ${sequence} ${state} and not at ${valueText({ lastValue, isCalled })}`)
  }
  return wrong
}

type Value = Omit<SequenceValue, 'sequence'>

async function currentValue(session: Session, sequence: string): Promise<Value | undefined> {
  try {
    const [row] = await session.query<Value>(
      `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${sequence}`,
    )
    return row
  } catch (error) {
    if (errorCode(error) === '42P01' || errorCode(error) === '3F000') return undefined
    throw error
  }
}

function valueText({ lastValue, isCalled }: Value): string {
  return isCalled ? lastValue : `${lastValue} (not called)`
}
