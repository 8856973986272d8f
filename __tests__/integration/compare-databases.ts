import path from 'node:path'
import { run } from '../../scripts/rig/command.ts'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'

/** Rows and a hash of the contents of every table, by `schema.name`; and of all large objects. */
export async function contentsOf(
  server: PostgresServer,
  database: string,
): Promise<Record<string, string>> {
  const tables = await server.query<{ relation: string }>(
    `select format('%I.%I', n.nspname, c.relname) as relation
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'm') and c.relispopulated and n.nspname !~ '^pg_|^information_schema$' order by 1`,
    database,
  )
  const contents: Record<string, string> = {}
  for (const { relation } of tables) {
    const [row] = await server.query<{ summary: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as summary from ${relation} t`,
      database,
    )
    contents[relation] = row?.summary ?? ''
  }
  const [objects] = await server.query<{ summary: string }>(
    `select coalesce(string_agg(oid || ' ' || md5(lo_get(oid)), ',' order by oid), '') as summary from pg_largeobject_metadata`,
    database,
  )
  return { ...contents, 'large objects': objects?.summary ?? '' }
}

/** The schema as pg_dump prints it, without what differs from run to run. */
export async function schemaOf(server: PostgresServer, database: string): Promise<string> {
  const text = await run(path.join(server.binDir, 'pg_dump'), [
    '--schema-only',
    '--no-owner',
    '--no-acl',
    `--dbname=${server.url(database)}`,
  ])
  return text.replace(/^\\(un)?restrict .*$/gm, '')
}
