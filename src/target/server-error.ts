import pg from 'pg'

/** The SQLSTATE of an error that the server gave; undefined for all others, an abort among them. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}
