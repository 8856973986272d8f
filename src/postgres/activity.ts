import type { Session } from './session.ts'

/** A session that another one waits for. */
export interface BlockingSession {
  /** Of the session that holds the lock or is before us in the queue; 0: a prepared transaction. */
  readonly pid: number
  /** Of our own session that waits. */
  readonly waitingPid: number
  /** The table that is waited for, as a user would write it; null if it is no table. */
  readonly relation: string | null
  /** These are null where this role may not see another role's activity. */
  readonly user: string | null
  readonly state: string | null
  /** How long its transaction has been open, in seconds. */
  readonly ageSeconds: number | null
}

/** Who keeps the sessions of this application name waiting at this moment, for a lock timeout. */
export function blockingSessions(
  session: Session,
  applicationName: string,
): Promise<BlockingSession[]> {
  return session.query<BlockingSession>(
    `SELECT DISTINCT b.pid, w.pid AS "waitingPid", 
            CASE WHEN c.oid IS NOT NULL THEN format('%I.%I', n.nspname, c.relname) END AS relation,
            a.usename::text AS user, a.state,
            extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS "ageSeconds"
       FROM pg_stat_activity w
      CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b (pid)
       LEFT JOIN pg_stat_activity a ON a.pid = b.pid
       LEFT JOIN pg_locks l ON l.pid = w.pid AND NOT l.granted AND l.locktype = 'relation'
       LEFT JOIN pg_class c ON c.oid = l.relation
       LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE w.application_name = $1 AND w.datname = current_database()
      ORDER BY 1, 2`,
    [applicationName],
  )
}

/** One table that is being copied out. */
export interface CopyProgress {
  /** 0 where a query is copied, as pg_dump does it for a part of a table. */
  readonly relationOid: number
  /** Bytes of COPY text so far; the total is not known to the server. */
  readonly bytes: number
  readonly rows: number
}

/** What the sessions of this application name copy at this moment (pg_stat_progress_copy). */
export async function copyProgress(
  session: Session,
  applicationName: string,
): Promise<CopyProgress[]> {
  const rows = await session.query<Record<keyof CopyProgress, number | string>>(
    `SELECT p.relid AS "relationOid", p.bytes_processed AS bytes, p.tuples_processed AS rows
       FROM pg_stat_progress_copy p
       JOIN pg_stat_activity a ON a.pid = p.pid
      WHERE a.application_name = $1 AND p.datname = current_database()`,
    [applicationName],
  )
  return rows.map(({ relationOid, bytes, rows: count }) => ({
    relationOid: Number(relationOid),
    bytes: Number(bytes),
    rows: Number(count),
  }))
}
