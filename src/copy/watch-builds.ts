import type { Session } from '../postgres/session.ts'
import type { IndexBuild } from './copy-progress.ts'

/** The indexes that are built in the session's database at this moment. */
export async function indexBuilds(session: Session): Promise<IndexBuild[]> {
  return await session.query<IndexBuild>(
    `SELECT coalesce(n.nspname || '.' || c.relname, 'an index of ' || p.relid::regclass::text) AS name,
            coalesce(p.blocks_done::float8 / nullif(p.blocks_total, 0),
                     p.tuples_done::float8 / nullif(p.tuples_total, 0))::float8 AS share
       FROM pg_stat_progress_create_index p
       LEFT JOIN pg_class c ON c.oid = p.index_relid
       LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE p.datname = current_database()
      ORDER BY p.pid`,
  )
}
