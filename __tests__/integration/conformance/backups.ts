import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupName, BackupWriter } from '../../../src/destinations/destination.ts'
import type { BackupStore } from '../../../src/destinations/store.ts'
import { UserError } from '../../../src/errors.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { type BackupFiles, type Opened, type Place, quick } from './place.ts'

export const never = new AbortController().signal
export const MiB = 1024 * 1024
/** Two whole parts and a short one, where a store takes parts. */
export const PARTED = 12 * MiB + 7

const fixture = await readFile(join(import.meta.dirname, '../../fixtures/manifest-v1.json'), 'utf8')
let count = 0

/** A name that no other test has, so that tests of one place do not see each other. */
export function newBackup(name = `shop${++count}`): BackupName {
  const id = `${name}-20261124T081500Z-${String(++count).padStart(6, '0')}`
  return { name, id }
}

export const manifestPath = ({ id }: BackupName) => `${id}.manifest.json`

/** The files of a backup of these sizes, without its manifest: one, or a folder of several. */
export function makeFiles({ id }: BackupName, sizes: readonly number[]): BackupFiles {
  const path = (at: number) => (sizes.length > 1 ? `${id}/${at}.dat` : `${id}.dump`)
  return Object.fromEntries(sizes.map((size, at) => [path(at), randomBytes(size)]))
}

/** A manifest that is true. */
export function describe({ name, id }: BackupName, files: BackupFiles): Manifest {
  const known: Manifest = JSON.parse(fixture)
  const listed = Object.entries(files).map(([path, bytes]) => ({
    path,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const format = listed.length > 1 ? 'directory' : 'custom'
  return { ...known, id, name, dump: { ...known.dump, format, files: listed } }
}

const textOf = (manifest: Manifest) => Buffer.from(JSON.stringify(manifest))

/** Puts a backup as someone else does. */
export async function putBackup(place: Place, sizes: readonly number[], backup = newBackup()) {
  const files = makeFiles(backup, sizes)
  const manifest = describe(backup, files)
  const all = { ...files, [manifestPath(backup)]: textOf(manifest) }
  await place.put(backup, all)
  return { backup, manifest, files: all }
}

/** Writes the files of a backup, side by side as pg_dump does, and closes them. */
export async function write(writer: BackupWriter, files: BackupFiles): Promise<void> {
  await Promise.all(
    Object.entries(files).map(async ([path, bytes]) => {
      const file = await writer.openFile(path)
      for (let at = 0; at < bytes.length; at += 65_537) {
        await file.write(bytes.subarray(at, at + 65_537))
      }
      const stored = await file.close()
      assert.deepEqual(stored, { path, sizeBytes: bytes.length })
    }),
  )
}

/**
 * Takes a backup as the operation does: written and committed, or undone. What was committed is
 * what was written; what was undone has left nothing at all.
 */
export async function backUp(
  place: Place,
  sizes: readonly number[] = [PARTED],
  opened?: Opened,
  backup = newBackup(),
) {
  const { destination, host } = opened ?? (await place.destination({ tuning: quick }))
  const files = makeFiles(backup, sizes)
  const manifest = textOf(describe(backup, files))
  const writer = await destination.begin(backup, never)
  try {
    await write(writer, files)
    await writer.commit(manifestPath(backup), manifest)
  } catch (error) {
    await writer.abort()
    await assertNothing(place, backup)
    throw error
  } finally {
    assert.deepEqual([...host.left], [], 'nothing is left for the post step')
  }
  await assertThere(place, backup, { ...files, [manifestPath(backup)]: manifest })
  return { backup, files, destination }
}

export async function assertThere(place: Place, backup: BackupName, files: BackupFiles) {
  for (const [path, bytes] of Object.entries(files)) {
    assert.ok(Buffer.from(bytes).equals(await place.read(backup, path)), path)
  }
  assert.deepEqual(await unfinishedOf(place, backup), [])
}

export async function assertNothing(place: Place, { name, id }: BackupName): Promise<void> {
  assert.deepEqual(await unfinishedOf(place, { name, id }), [])
  const left = (await place.names()).filter((found) => found.includes(id))
  assert.deepEqual(left, [])
}

async function unfinishedOf(place: Place, { id }: BackupName): Promise<string[]> {
  return (await place.unfinished()).filter((found) => found.includes(id))
}

export async function readAll(
  store: BackupStore,
  { name }: BackupName,
  path: string,
  signal = never,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  // Kept to the end: a chunk must stay as it is when the next one comes.
  for await (const chunk of store.read(name, path, signal)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const fails =
  (code: string, text = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof UserError, String((error as Error).stack))
    assert.equal(error.code, code, error.message)
    assert.match(`${error.message} ${error.next}`, text)
    return true
  }
