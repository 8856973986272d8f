import type { Manifest } from '../../manifest/manifest.ts'
import type { ArchiveEntry } from '../../postgres/archive-contents.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { quoteName } from '../../postgres/quote-name.ts'
import { connect } from '../../postgres/session.ts'

/**
 * The schemas that an archive puts extensions into and does not make: pg_dump takes an extension
 * although its schema was left out (`--exclude-schema=heroku_ext`, as Heroku's own guide has it).
 * Pure.
 *
 * @param entries of the archive; none: plain SQL, of which nobody knows
 */
export function missingSchemas(
  { source }: Pick<Manifest, 'source'>,
  entries: readonly Pick<ArchiveEntry, 'kind' | 'label'>[],
): readonly string[] {
  const labels = (wanted: string) =>
    entries.filter(({ kind }) => kind === wanted).map(({ label }) => label)
  // `- citext `: no schema, the name, and an owner where there is one.
  const isMade = (kind: string, name: string) =>
    labels(kind).some((label) => label.startsWith(`- ${name} `) || label === `- ${name}`)
  const needed = source.extensions
    .filter(({ name }) => isMade('EXTENSION', name))
    .map(({ schema }) => schema)
    .filter((schema) => !/^(public|pg_catalog)$/.test(schema) && !isMade('SCHEMA', schema))
  return [...new Set(needed)]
}

/** Makes them, where the database does not have them anyway. */
export async function makeExtensionSchemas(
  connection: ConnectionSettings,
  manifest: Manifest,
  entries: readonly ArchiveEntry[],
  signal: AbortSignal,
): Promise<void> {
  const schemas = missingSchemas(manifest, entries)
  if (schemas.length === 0) return
  const session = await connect(connection, signal)
  try {
    for (const schema of schemas) {
      await session.query(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`)
    }
  } finally {
    await session.end()
  }
}
