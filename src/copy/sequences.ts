import type { Session } from '../postgres/session.ts'
import { quoteText } from '../target/claim.ts'
import { at } from './copy-errors.ts'
import type { QualifiedName } from './source-tables.ts'
import { qualified } from './statements.ts'

export interface SourceSequence extends QualifiedName {
  readonly oid: number
}

interface SequenceState extends QualifiedName {
  readonly value: string
  readonly isCalled: boolean
}

/** So many in one statement: neither the parser nor the lock table has trouble with them. */
const BATCH = 500

/**
 * Sequences among the entries of an archive, and those that extensions want to be dumped. A replica
 * cannot read unlogged ones.
 */
export function readSequences(
  session: Session,
  oids: readonly number[],
  withExtensions: boolean,
): Promise<SourceSequence[]> {
  return session.query<SourceSequence>(
    `SELECT c.oid, n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S'
        AND (c.oid = ANY ($1::oid[])
             OR $2 AND c.oid IN (SELECT unnest(extconfig) FROM pg_extension))
        AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())`,
    [oids, withExtensions],
  )
}

/**
 * Sets sequences to where they are in the source. A sequence has no snapshot: it may be read ahead
 * of the rows that were copied, never behind them, and pg_dump does the same.
 */
export async function copySequences(
  source: Session,
  target: Session,
  sequences: readonly SourceSequence[],
): Promise<void> {
  for (let start = 0; start < sequences.length; start += BATCH) {
    const batch = sequences.slice(start, start + BATCH)
    const query = batch.map(stateQuery).join('\nUNION ALL ')
    const states = await at('source', source.query<SequenceState>(query))
    await at('target', target.query(states.map(setStatement).join(';\n')))
  }
}

function stateQuery(sequence: SourceSequence): string {
  const { schema, name } = sequence
  return `SELECT ${quoteText(schema)} AS schema, ${quoteText(name)} AS name, last_value::text AS value,
                 is_called AS "isCalled" FROM ${qualified(sequence)}`
}

function setStatement(state: SequenceState): string {
  const { value, isCalled } = state
  return `SELECT pg_catalog.setval(${quoteText(qualified(state))}::regclass, ${value}, ${isCalled})`
}
