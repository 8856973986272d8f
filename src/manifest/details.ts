import { Field, parseJson } from './field.ts'
import type { Manifest } from './manifest.ts'
import { readExtension, readTable } from './parse.ts'

/** What of a manifest tells what is in the database, as text to be encrypted. */
export function detailsText({ id, tables, source }: Manifest): string {
  return JSON.stringify({ id, tables, extensions: source.extensions })
}

/** A manifest that keeps the details only in their encrypted form. */
export function withSealedDetails(manifest: Manifest, details: string): Manifest {
  const { encryption, tables } = manifest
  if (encryption === null) throw new Error('Only what is encrypted has sealed details.')
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return {
    ...manifest,
    source: { ...manifest.source, extensions: [] },
    encryption: { ...encryption, sealed: { tables: tables.length, rows, details } },
    tables: [],
  }
}

/**
 * The manifest as it was before its details were sealed.
 *
 * @param text the details, decrypted, and no more to be trusted than the manifest
 * @throws UserError `E_INTEGRITY`
 */
export function withOpenDetails(manifest: Manifest, text: string): Manifest {
  const { id, encryption, source } = manifest
  const root = new Field(parseJson(text, id), 'details', id)
  if (root.at('id').text() !== id) throw root.at('id').wrong('is of another backup')
  const tables = root.at('tables').list(readTable)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  if (tables.length !== encryption?.sealed?.tables || rows !== encryption.sealed.rows) {
    throw root.at('tables').wrong('are not those that were counted')
  }
  return {
    ...manifest,
    source: { ...source, extensions: root.at('extensions').list(readExtension) },
    encryption: { ...encryption, sealed: null },
    tables,
  }
}
