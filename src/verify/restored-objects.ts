import type { ArchiveEntry } from '../postgres/archive-contents.ts'
import type { Session } from '../postgres/session.ts'

/**
 * The kinds of objects that are looked for by name after a restore, and the query that lists them
 * as pg_dump names them in a table of contents: schema, then the name.
 */
const LISTS: Readonly<Record<string, string>> = {
  TABLE: relations('r', 'p'),
  'FOREIGN TABLE': relations('f'),
  VIEW: relations('v'),
  'MATERIALIZED VIEW': relations('m'),
  SEQUENCE: relations('S'),
  INDEX: relations('i', 'I'),
  CONSTRAINT: `SELECT n.nspname || ' ' || c.relname || ' ' || o.conname AS name
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE o.contype IN ('p', 'u', 'x', 'n')`,
  'FK CONSTRAINT': `SELECT n.nspname || ' ' || c.relname || ' ' || o.conname AS name
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE o.contype = 'f'`,
  FUNCTION: routines('f', ''),
  PROCEDURE: routines('p', ''),
  AGGREGATE: routines('a', '*'),
  // Internal ones too: a partition's copy of a trigger is one, and may be listed (before 15).
  TRIGGER: `SELECT n.nspname || ' ' || c.relname || ' ' || t.tgname AS name
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
}

function relations(...kinds: readonly string[]): string {
  return `SELECT n.nspname || ' ' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`
}

/**
 * Argument types are named as pg_dump names them: with their schema, since the path is empty.
 *
 * @param none what stands for no arguments: an aggregate then takes `*`
 */
function routines(kind: 'f' | 'p' | 'a', none: string): string {
  const kinds = kind === 'f' ? ['f', 'w'] : [kind]
  return `SELECT n.nspname || ' ' || p.proname || '(' || coalesce((
      SELECT string_agg(format_type(t.type, NULL), ', ' ORDER BY t.position)
        FROM unnest(p.proargtypes) WITH ORDINALITY t (type, position)), '${none}') || ')' AS name
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.prokind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`
}

/**
 * The entries of an archive that are not in the database it was restored to, as `INDEX app.by_name`.
 * pg_restore has reported no error by then; this asks the server and not pg_restore.
 */
export async function missingObjects(
  session: Session,
  entries: readonly ArchiveEntry[],
): Promise<string[]> {
  const missing: string[] = []
  for (const [kind, query] of Object.entries(LISTS)) {
    const wanted = entries.filter((entry) => entry.kind === kind)
    if (wanted.length === 0) continue
    const rows = await session.query<{ name: string }>(query)
    const there = new Set(rows.map(({ name }) => asListed(name)))
    for (const { label } of wanted) {
      if (!isThere(asListed(label), there)) missing.push(`${kind} ${label}`)
    }
  }
  return missing
}

/** A label ends with the owner, whose name may hold spaces: each place it may begin is tried. */
function isThere(label: string, there: ReadonlySet<string>): boolean {
  for (let end = label.lastIndexOf(' '); end > 0; end = label.lastIndexOf(' ', end - 1)) {
    if (there.has(label.slice(0, end))) return true
  }
  return there.has(label)
}

/**
 * A table of contents has a space for each line break in a name (`sanitize_line`), and the types of
 * arguments in quotes or not, as the dump was told to quote identifiers or not.
 */
function asListed(name: string): string {
  return name.replace(/[\r\n]/g, ' ').replaceAll('"', '')
}
