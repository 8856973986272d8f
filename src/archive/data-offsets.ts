import { type FileHandle, open } from 'node:fs/promises'

/**
 * The head of pg_dump's custom format, as pg_backup_archiver.c and pg_backup_custom.c of
 * PostgreSQL 12 to 18 write it.
 */
const MAGIC = 'PGDMP'
const CUSTOM = 1
/** Version 1.14 has the access method of a table, 1.15 another head, 1.16 the kind of a relation. */
const OLDEST = 14
const NEWEST = 16

/** What an entry says of the place of its data. */
const NOT_SET = 1
const SET = 2
/** What a piece of data begins with. */
const DATA = 1
const LARGE_OBJECTS = 3

interface Entry {
  /** Where in the file it is said where its data is. */
  readonly fieldAt: number
  readonly state: number
}

/**
 * Writes into an archive in custom format where the data of each table lies. pg_dump leaves that
 * out where it cannot go back in its output, which is a pipe with us; then a parallel pg_restore
 * knows neither the size of a table, to begin with the largest, nor where to find it, and reads
 * the archive from its beginning for each.
 *
 * The whole file is read first, and nothing is written unless every byte of it is as expected.
 *
 * @param file a copy of an archive, whose bytes have been checked
 * @returns whether it was done; not where there is nothing to do, or the file is of another form
 */
export async function noteDataOffsets(file: string): Promise<boolean> {
  const handle = await open(file, 'r+')
  try {
    const found = await findOffsets(handle)
    if (found === undefined) return false
    for (const { fieldAt, bytes } of found) await handle.write(bytes, 0, bytes.length, fieldAt)
    return found.length > 0
  } finally {
    await handle.close()
  }
}

interface Field {
  readonly fieldAt: number
  readonly bytes: Buffer
}

async function findOffsets(handle: FileHandle): Promise<Field[] | undefined> {
  const reader = new ArchiveReader(handle, (await handle.stat()).size)
  try {
    const offsetSize = await readHead(reader)
    const entries = await readEntries(reader, offsetSize)
    const places = await readPlaces(reader)
    const unset = [...entries].filter(([, { state }]) => state === NOT_SET)
    // Each that has data, and nothing else.
    if (unset.length !== entries.size || unset.length !== places.size) return undefined
    return unset.map(([dumpId, { fieldAt }]) => {
      const at = places.get(dumpId)
      if (at === undefined) throw new UnknownForm()
      const bytes = Buffer.alloc(1 + offsetSize)
      bytes[0] = SET
      bytes.writeUIntLE(at, 1, 6) // up to 256 TiB; what is left of the field stays zero
      return { fieldAt, bytes }
    })
  } catch (error) {
    if (error instanceof UnknownForm) return undefined
    throw error
  }
}

/** @returns how many bytes an offset has */
async function readHead(reader: ArchiveReader): Promise<number> {
  if ((await reader.bytes(MAGIC.length)).toString('latin1') !== MAGIC) throw new UnknownForm()
  const [major, minor = 0, , intSize, offsetSize = 0, format] = await reader.bytes(6)
  const isKnown = major === 1 && minor >= OLDEST && minor <= NEWEST && intSize === 4
  if (!isKnown || offsetSize !== 8 || format !== CUSTOM) throw new UnknownForm()
  reader.minor = minor
  if (minor >= 15) await reader.bytes(1)
  else await reader.int()
  for (let field = 0; field < 7; field += 1) await reader.int() // the time
  for (let field = 0; field < 3; field += 1) await reader.skipText() // database and versions
  return offsetSize
}

/** The entries that have data, by their ids. */
async function readEntries(reader: ArchiveReader, offsetSize: number): Promise<Map<number, Entry>> {
  const entries = new Map<number, Entry>()
  const count = await reader.int()
  for (let index = 0; index < count; index += 1) {
    const dumpId = await reader.int()
    const hasData = (await reader.int()) !== 0
    for (let field = 0; field < 4; field += 1) await reader.skipText() // catalog, oid, tag, kind
    await reader.int() // section
    const texts = 6 // definition, removal, COPY, schema, tablespace, access method
    for (let field = 0; field < texts; field += 1) await reader.skipText()
    if (reader.minor >= 16) await reader.int() // kind of relation
    await reader.skipText() // owner
    await reader.skipText() // with oids
    while (await reader.skipText()); // dependencies
    const fieldAt = reader.position
    const [state = 0] = await reader.bytes(1 + offsetSize)
    if (hasData) entries.set(dumpId, { fieldAt, state })
  }
  return entries
}

/** Where each piece of data begins, to the end of the file. */
async function readPlaces(reader: ArchiveReader): Promise<Map<number, number>> {
  const places = new Map<number, number>()
  while (!reader.isAtEnd) {
    const at = reader.position
    const [kind] = await reader.bytes(1)
    const dumpId = await reader.int()
    if (places.has(dumpId)) throw new UnknownForm()
    if (kind === DATA) await skipChunks(reader)
    else if (kind === LARGE_OBJECTS) while ((await reader.int()) !== 0) await skipChunks(reader)
    else throw new UnknownForm()
    places.set(dumpId, at)
  }
  return places
}

async function skipChunks(reader: ArchiveReader): Promise<void> {
  for (let length = await reader.int(); length !== 0; length = await reader.int()) {
    reader.skip(length)
  }
}

/** The file is not as we know it: pg_restore may know better. */
class UnknownForm extends Error {}

const WINDOW_BYTES = 256 * 1024

/** Reads a file from its beginning to its end, by a window. */
class ArchiveReader {
  /** Of the format. */
  minor = 0
  position = 0
  readonly #handle: FileHandle
  readonly #size: number
  readonly #window = Buffer.alloc(WINDOW_BYTES)
  #windowAt = 0
  #windowLength = 0

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.#size = size
  }

  get isAtEnd(): boolean {
    return this.position === this.#size
  }

  skip(length: number): void {
    if (length < 0 || this.position + length > this.#size) throw new UnknownForm()
    this.position += length
  }

  /** A few bytes, valid until the next call. */
  async bytes(length: number): Promise<Buffer> {
    const end = this.position + length
    if (end > this.#size) throw new UnknownForm()
    if (this.position < this.#windowAt || end > this.#windowAt + this.#windowLength) {
      const { bytesRead } = await this.#handle.read(this.#window, 0, WINDOW_BYTES, this.position)
      this.#windowAt = this.position
      this.#windowLength = bytesRead
      if (bytesRead < length) throw new UnknownForm()
    }
    const start = this.position - this.#windowAt
    this.position = end
    return this.#window.subarray(start, start + length)
  }

  /** A sign and four bytes. */
  async int(): Promise<number> {
    const bytes = await this.bytes(5)
    const value = bytes.readUInt32LE(1)
    return bytes[0] === 0 ? value : -value
  }

  /** @returns whether there was one */
  async skipText(): Promise<boolean> {
    const length = await this.int()
    if (length < 0) return false
    this.skip(length)
    return true
  }
}
