import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from '../../client/client.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { Manifest, TableRows } from '../../manifest/manifest.ts'
import { chooseEntries, type RestoreChoice, unmatchedPatterns } from '../../plan/choose-entries.ts'
import { type ArchiveEntry, readContents, useListText } from '../../postgres/archive-contents.ts'
import { CLAIM_SCHEMA } from '../../target/user-objects.ts'
import { DECODING_ONLY } from './read-definitions.ts'

/** What of an archive is to be loaded. */
export interface Chosen {
  /** Empty for plain SQL, which has no table of contents. */
  readonly entries: readonly ArchiveEntry[]
  /** Those that are loaded, with the rows they should have. */
  readonly tables: readonly TableRows[]
  /** pg_restore's `--use-list`, where it is not everything. */
  readonly arguments: readonly string[]
}

interface Source {
  readonly host: Host
  readonly client: Client
  readonly manifest: Manifest
  /** On this machine, its bytes checked. */
  readonly archive: string
}

/**
 * Chooses what to load, which has to be known before a target is emptied for it.
 *
 * @throws UserError `E_INPUT` for a selection from plain SQL; `E_NOT_FOUND` that names what selects
 *   nothing
 */
export async function chooseFromArchive(
  { host, client, manifest, archive }: Source,
  choice: RestoreChoice,
): Promise<Chosen> {
  const isEverything = choice.schemas.length === 0 && choice.tables.length === 0
  if (manifest.dump.format === 'plain') {
    if (isEverything) return { entries: [], tables: manifest.tables, arguments: [] }
    throw new UserError(
      'E_INPUT',
      'schemas, tables: a plain SQL backup can only be restored whole.',
      'Leave them out, or take backups in custom or directory format.',
    )
  }
  const all = await readContents(client, DECODING_ONLY, archive, host.signal)
  const entries = all.filter((entry) => !isOfClaim(entry))
  const whole = { entries, tables: manifest.tables }
  if (isEverything && entries.length === all.length) return { ...whole, arguments: [] }
  const unmatched = unmatchedPatterns(entries, manifest, choice)
  if (unmatched.length > 0) throw nothingSelected(manifest, unmatched.join(', '))
  const chosen = isEverything ? whole : chooseEntries(entries, manifest, choice)
  if (chosen.entries.length === 0) throw nothingSelected(manifest, 'schemas and tables')
  const folder = await mkdtemp(path.join(await host.temporaryDirectory(), 'list-'))
  const list = path.join(folder, 'entries.list')
  await writeFile(list, useListText(chosen.entries))
  return { ...chosen, arguments: [`--use-list=${list}`] }
}

function nothingSelected({ id }: Manifest, by: string): UserError {
  return new UserError(
    'E_NOT_FOUND',
    `Nothing in ${id} is selected by ${by}.`,
    'Check the patterns; a name without a schema means one in public.',
  )
}

/** The mark of a killed restore, which a pg_dump that is not ours has dumped: there is one already. */
function isOfClaim({ label }: ArchiveEntry): boolean {
  return [`- ${CLAIM_SCHEMA} `, `- SCHEMA ${CLAIM_SCHEMA} `].some((start) =>
    label.startsWith(start),
  )
}
