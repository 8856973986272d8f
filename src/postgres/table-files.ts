import { errorCode } from '../errors.ts'
import { quoteName } from './quote-name.ts'
import type { Session } from './session.ts'

/**
 * The file that each of these tables lies in, by oid: what rewrites a table gives it another one
 * (manual, "Database File Layout"). A table that is no longer there is left out.
 */
export async function tableFiles(
  session: Session,
  oids: readonly number[],
): Promise<Map<number, number>> {
  const rows = await session.query<{ oid: number; file: number }>(
    'SELECT oid, relfilenode AS file FROM pg_class WHERE oid = ANY ($1::oid[])',
    [oids],
  )
  return new Map(rows.map(({ oid, file }) => [oid, file]))
}

const LOCK_NOT_AVAILABLE = '55P03'
const UNDEFINED_TABLE = '42P01'

/** Whether a table has rows now. One that is locked is taken to have some. */
export async function hasRows(
  session: Session,
  { schema, name }: { readonly schema: string; readonly name: string },
): Promise<boolean> {
  try {
    const table = `${quoteName(schema)}.${quoteName(name)}`
    return (await session.query(`SELECT FROM ONLY ${table} LIMIT 1`)).length > 0
  } catch (error) {
    if (errorCode(error) === UNDEFINED_TABLE) return false
    if (errorCode(error) === LOCK_NOT_AVAILABLE) return true
    throw error
  }
}
