import { isSeriesName, parseBackupId } from '../plan/backup-name.ts'
import { Field, parseJson } from './field.ts'
import type {
  ArchiveFile,
  DumpFormat,
  ExtensionFact,
  Manifest,
  TableRows,
  VerificationLevel,
} from './manifest.ts'

/** A manifest lists tables and files; a million tables make 100 MB. More is not a manifest. */
export const MOST_MANIFEST_BYTES = 256 * 1024 * 1024

/**
 * Reads a manifest as what it is: a file that anyone who can write to the bucket may have written.
 * Only what is known is taken over, and only if it has the shape it should have.
 *
 * @param id the backup it was found under, which it has to be of
 * @throws UserError `E_INTEGRITY` that names the first field that is wrong
 */
export function parseManifest(text: string, id: string): Manifest {
  const root = new Field(parseJson(text, id), 'manifest', id)
  if (root.at('manifestVersion').value !== 1) {
    throw root.at('manifestVersion').wrong('is not 1; a newer version of this tool may read it')
  }
  if (root.at('id').text() !== id) throw root.at('id').wrong('is of another backup')
  const name = root.at('name').text()
  if (!isSeriesName(name) || parseBackupId(id)?.name !== name) throw root.at('name').wrong()
  const tool = root.at('tool')
  const manifest: Manifest = {
    manifestVersion: 1,
    id,
    name,
    createdAt: root.at('createdAt').time(),
    tool: { name: tool.at('name').text(), version: tool.at('version').text() },
    source: readSource(root.at('source')),
    dump: readDump(root.at('dump'), id),
    encryption: readEncryption(root.at('encryption')),
    tables: root.at('tables').list(readTable),
    verification: readVerification(root.at('verification')),
    ...readShrunkFrom(root.at('shrunkFrom'), name),
  }
  refuseMixture(manifest, root)
  return manifest
}

/** All of it is encrypted, or nothing: a plain file among others was put there by somebody else. */
function refuseMixture({ dump, encryption }: Manifest, root: Field): void {
  const plain = dump.files.filter(({ path }) => !path.endsWith('.age'))
  const wrong = encryption === null ? plain.length < dump.files.length : plain.length > 0
  if (wrong) throw root.at('encryption').wrong('does not fit the names of the files')
}

function readSource(source: Field): Manifest['source'] {
  return {
    database: source.at('database').text(),
    serverVersion: source.at('serverVersion').text(),
    sizeBytes: source.at('sizeBytes').count(),
    encoding: source.at('encoding').text(),
    collation: source.at('collation').text(),
    extensions: source.at('extensions').list(readExtension),
    forkOf: source.at('forkOf').orNull((forkOf) => forkOf.text()),
  }
}

const FORMATS: readonly DumpFormat[] = ['custom', 'directory', 'tar', 'plain']
const LEVELS: readonly VerificationLevel[] = ['none', 'archive', 'restore']

function readDump(dump: Field, id: string): Manifest['dump'] {
  const files = dump.at('files').list((file) => readFile(file, id))
  if (files.length === 0) throw dump.at('files').wrong('is empty')
  if (new Set(files.map(({ path }) => path)).size < files.length) {
    throw dump.at('files').wrong('names a file twice')
  }
  return {
    format: dump.at('format').oneOf(FORMATS),
    compression: readCompression(dump.at('compression')),
    clientVersion: readClientVersion(dump.at('clientVersion')),
    jobs: dump.at('jobs').count(),
    durationSeconds: dump.at('durationSeconds').amount(),
    files,
  }
}

/** It begins with the major version, by which a client to read the archive with is chosen. */
function readClientVersion(version: Field): string {
  const text = version.text()
  if (!/^[1-9]\d?(?!\d)/.test(text)) throw version.wrong()
  return text
}

function readCompression(compression: Field): string {
  const text = compression.text()
  if (!/^(none|gzip|lz4|zstd)(:\d{1,2})?$/.test(text)) throw compression.wrong()
  return text
}

/** What a file may be called: the id, then an extension, or a name of pg_dump's in a folder. */
const FILE_SUFFIX = /^(?:(?:\.[A-Za-z0-9]+){1,4}|\/[A-Za-z0-9_]+(?:\.[A-Za-z0-9]+){0,3})$/

function readFile(file: Field, id: string): ArchiveFile {
  const path = file.at('path').text()
  if (!path.startsWith(id) || !FILE_SUFFIX.test(path.slice(id.length))) {
    throw file.at('path').wrong('is not a file of this backup')
  }
  const sha256 = file.at('sha256').text()
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw file.at('sha256').wrong()
  return { path, sizeBytes: file.at('sizeBytes').count(), sha256 }
}

function readEncryption(encryption: Field): Manifest['encryption'] {
  return encryption.orNull((known) => ({
    kind: known.at('kind').oneOf(['age'] as const),
    recipients: known.at('recipients').list((recipient) => recipient.text()),
    sealed: known.at('sealed').orNull((sealed) => ({
      tables: sealed.at('tables').count(),
      rows: sealed.at('rows').count(),
      details: sealed.at('details').text(),
    })),
  }))
}

export function readTable(table: Field): TableRows {
  return {
    schema: table.at('schema').text(),
    name: table.at('name').text(),
    rows: table.at('rows').count(),
  }
}

export function readExtension(extension: Field): ExtensionFact {
  return {
    name: extension.at('name').text(),
    version: extension.at('version').text(),
    schema: extension.at('schema').text(),
  }
}

/** Backups of before there was such a thing have none. */
function readShrunkFrom(shrunkFrom: Field, name: string): Pick<Manifest, 'shrunkFrom'> {
  if (shrunkFrom.value === undefined) return {}
  const id = shrunkFrom.text()
  if (parseBackupId(id)?.name !== name) throw shrunkFrom.wrong('is not a backup of the series')
  return { shrunkFrom: id }
}

function readVerification(verification: Field): Manifest['verification'] {
  return {
    level: verification.at('level').oneOf(LEVELS),
    at: verification.at('at').orNull((at) => at.time()),
  }
}
