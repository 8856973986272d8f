import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { type Started, startCommandLine, type Workplace } from './command-line.ts'

export interface Ends {
  readonly source: string
  readonly target: string
}

/** `pg-backup copy` from one URL to another. */
export function startCopy(
  place: Workplace,
  client: PostgresServer,
  { source, target }: Ends,
  flags: readonly string[] = [],
): Started {
  return startCommandLine(['copy', '--client-dir', client.binDir, '--jobs=2', ...flags], {
    ...place.environment,
    PG_BACKUP_SOURCE_URL: source,
    PG_BACKUP_TARGET_URL: target,
  })
}

/** The key of the lock that a copy of `WAITING_TABLE` waits for in the target. */
export const LOCK = 4711

/**
 * A table of 20 MB of which one row near the beginning cannot be written while somebody holds the
 * lock in the same database.
 */
export const WAITING_TABLE = `
create function wait_for_test(id int) returns bool language plpgsql immutable as $$
begin
  if id = 1000 then
    perform pg_advisory_lock_shared(${LOCK});
    perform pg_advisory_unlock_shared(${LOCK});
  end if;
  return true;
end $$;
create table waiting (id int primary key, filler text, check (wait_for_test(id)));
alter table waiting alter filler set storage plain;
insert into waiting select i, repeat('x', 1000) from generate_series(1, 20000) i;
create table other (id int primary key);
insert into other select generate_series(1, 1000);
`

/** Waits for what has to happen soon. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.')
  }
}

/** The process ids of the sessions that wait for the lock. */
export async function waitingForLock(server: PostgresServer): Promise<number[]> {
  const rows = await server.query<{ pid: number }>(
    "select pid from pg_locks where locktype = 'advisory' and not granted and objid = $1",
    'postgres',
    [LOCK],
  )
  return rows.map(({ pid }) => pid)
}

/** What is in a database, besides the system: nothing, after a copy was undone. */
export async function objectsIn(server: PostgresServer, database: string): Promise<string[]> {
  const rows = await server.query<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^pg_|^information_schema$'
     union all select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$|^public$'
     union all select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' order by 1`,
    database,
  )
  return rows.map(({ name }) => name)
}
