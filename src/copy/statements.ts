import { quoteName } from '../postgres/quote-name.ts'
import type { Chunk } from './chunks.ts'
import type { CopyStatements } from './copy-protocol.ts'
import type { QualifiedName } from './source-tables.ts'

/** A format for both ends of a copy. */
export interface CopyFormat {
  readonly format: 'text' | 'binary'
  /** The source's; whatever the sessions talk in, the data are sent in it, as pg_dump does. */
  readonly encoding: string
}

export function qualified({ schema, name }: QualifiedName): string {
  return `${quoteName(schema)}.${quoteName(name)}`
}

/**
 * The statements that copy a table, or a part of it. COPY of a table means its own rows, without
 * those of its children, and takes the values of identity columns as they are.
 */
export function copyStatements(chunk: Chunk, { format, encoding }: CopyFormat): CopyStatements {
  const { table, isWhole } = chunk
  const list = table.columns.map(quoteName).join(', ')
  const columns = list === '' ? '' : ` (${list})`
  const options = format === 'binary' ? 'FORMAT binary' : `ENCODING '${encoding}'`
  const freeze = isFrozen(chunk) ? ', FREEZE' : ''
  const rows =
    isWhole && table.condition === '' ? `${qualified(table)}${columns}` : select(chunk, list)
  return {
    out: `COPY ${rows} TO STDOUT WITH (${options})`,
    in: `COPY ${qualified(table.into ?? table)}${columns} FROM STDIN WITH (${options}${freeze})`,
  }
}

function select(chunk: Chunk, list: string): string {
  const { table, firstBlock, endBlock } = chunk
  if (table.condition !== '')
    return `(SELECT ${list} FROM ONLY ${qualified(table)} ${table.condition})`
  const range = [
    ...(firstBlock > 0 ? [`ctid >= '(${firstBlock},0)'::tid`] : []),
    ...(endBlock === null ? [] : [`ctid < '(${endBlock},0)'::tid`]),
  ]
  return `(SELECT ${list} FROM ONLY ${qualified(table)} WHERE ${range.join(' AND ')})`
}

/**
 * Rows can be written as visible to everyone at once, which spares the first reader and the first
 * vacuum from writing the table again, if the table was emptied in the same transaction.
 */
export function isFrozen({ table, isWhole }: Chunk): boolean {
  return isWhole && table.into === null && !table.isOfExtension
}
