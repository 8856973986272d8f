import type { Session } from '../postgres/session.ts'

/** Runs `work` in a transaction of this session. If it throws, nothing has happened. */
export async function inTransaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN')
  try {
    const result = await work()
    await session.query('COMMIT')
    return result
  } catch (error) {
    // A connection that is gone has rolled back by itself.
    await session.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** Runs `work` so that only its own changes are undone if it throws; inside a transaction. */
export async function inSavepoint<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.query('SAVEPOINT attempt')
  try {
    const result = await work()
    await session.query('RELEASE SAVEPOINT attempt')
    return result
  } catch (error) {
    await session.query('ROLLBACK TO SAVEPOINT attempt').catch(() => {})
    throw error
  }
}
