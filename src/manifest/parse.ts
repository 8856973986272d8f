import { UserError } from '../errors.ts'
import { isSeriesName, parseBackupId } from '../plan/backup-name.ts'
import type { ArchiveFile, DumpFormat, Manifest, TableRows, VerificationLevel } from './manifest.ts'

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
  return {
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
  }
}

function readSource(source: Field): Manifest['source'] {
  return {
    database: source.at('database').text(),
    serverVersion: source.at('serverVersion').text(),
    sizeBytes: source.at('sizeBytes').count(),
    encoding: source.at('encoding').text(),
    collation: source.at('collation').text(),
    extensions: source.at('extensions').list((extension) => ({
      name: extension.at('name').text(),
      version: extension.at('version').text(),
      schema: extension.at('schema').text(),
    })),
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
    clientVersion: dump.at('clientVersion').text(),
    jobs: dump.at('jobs').count(),
    durationSeconds: dump.at('durationSeconds').amount(),
    files,
  }
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
  }))
}

function readTable(table: Field): TableRows {
  return {
    schema: table.at('schema').text(),
    name: table.at('name').text(),
    rows: table.at('rows').count(),
  }
}

function readVerification(verification: Field): Manifest['verification'] {
  return {
    level: verification.at('level').oneOf(LEVELS),
    at: verification.at('at').orNull((at) => at.time()),
  }
}

function parseJson(text: string, id: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw damaged(id, 'is not JSON', { cause })
  }
}

/** A value of the manifest, and where it stands in it. */
class Field {
  readonly value: unknown
  readonly #path: string
  readonly #id: string

  constructor(value: unknown, path: string, id: string) {
    this.value = value
    this.#path = path
    this.#id = id
  }

  at(name: string): Field {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong()
    const own = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    return new Field(own, `${this.#path}.${name}`, this.#id)
  }

  list<T>(read: (field: Field) => T): T[] {
    if (!Array.isArray(this.value)) throw this.wrong()
    return this.value.map((item, index) =>
      read(new Field(item, `${this.#path}[${index}]`, this.#id)),
    )
  }

  orNull<T>(read: (field: Field) => T): T | null {
    return this.value === null ? null : read(this)
  }

  text(): string {
    const { value } = this
    if (typeof value !== 'string' || value === '' || value.includes('\0')) throw this.wrong()
    return value
  }

  oneOf<T extends string>(known: readonly T[]): T {
    const found = known.find((one) => one === this.value)
    if (found === undefined) throw this.wrong(`is none of ${known.join(', ')}`)
    return found
  }

  /** A whole number of things or bytes. */
  count(): number {
    const { value } = this
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw this.wrong()
    return value as number
  }

  amount(): number {
    const { value } = this
    if (typeof value !== 'number' || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
      throw this.wrong()
    }
    return value
  }

  time(): string {
    const text = this.text()
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)
    if (!isTime || Number.isNaN(Date.parse(text))) throw this.wrong()
    return text
  }

  wrong(how = 'is missing or not what it should be'): UserError {
    return damaged(this.#id, `${this.#path} ${how}`)
  }
}

function damaged(id: string, what: string, options: { cause?: unknown } = {}): UserError {
  return new UserError(
    'E_INTEGRITY',
    `The manifest of ${id} cannot be used: ${what}.`,
    'Choose another backup; what lies there may have been altered.',
    options,
  )
}
