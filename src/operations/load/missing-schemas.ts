import type { Manifest } from '../../manifest/manifest.ts'
import type { ArchiveEntry } from '../../postgres/archive-contents.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { connect } from '../../postgres/session.ts'
import { makeSchemas } from '../../target/make-schemas.ts'

/**
 * The schemas that an archive needs and does not make. One is `public`, which every database has
 * from the start and somebody may have dropped. Others are those of extensions: pg_dump takes an
 * extension although its schema was left out (`--exclude-schema=heroku_ext`, as Heroku's own guide
 * has it). Pure.
 *
 * @param entries of the archive; none: plain SQL, of which nobody knows
 */
export function neededSchemas(
  { source }: Pick<Manifest, 'source'>,
  entries: readonly Pick<ArchiveEntry, 'kind' | 'label'>[],
): readonly string[] {
  const labels = (wanted: string) =>
    entries.filter(({ kind }) => kind === wanted).map(({ label }) => label)
  // `- citext `: no schema, the name, and an owner where there is one.
  const isMade = (kind: string, name: string) =>
    labels(kind).some((label) => label.startsWith(`- ${name} `) || label === `- ${name}`)
  const usesPublic = entries.some(({ label }) => /^(public|- SCHEMA "?public"?) /.test(label))
  const ofExtensions = source.extensions
    .filter(({ name }) => isMade('EXTENSION', name))
    .map(({ schema }) => schema)
  const needed = new Set([...(usesPublic ? ['public'] : []), ...ofExtensions])
  return [...needed].filter((schema) => schema !== 'pg_catalog' && !isMade('SCHEMA', schema))
}

/** Makes those that the database does not have. */
export async function makeMissingSchemas(
  connection: ConnectionSettings,
  manifest: Manifest,
  entries: readonly ArchiveEntry[],
  signal: AbortSignal,
): Promise<void> {
  const needed = neededSchemas(manifest, entries)
  if (needed.length === 0) return
  const session = await connect(connection, signal)
  try {
    await makeSchemas(session, needed)
  } finally {
    await session.end()
  }
}
