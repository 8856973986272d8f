import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { BackupStore } from '../../src/destinations/store.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { verificationOf } from '../../src/manifest/verification.ts'
import { fetchArchive } from '../../src/operations/fetch-archive.ts'
import { findBackup } from '../../src/operations/find-backup.ts'
import {
  artifactBed,
  type BackupFiles,
  fileBed,
  type StoreBed,
  s3Bed,
  temporaryFolder,
} from './stand-ins/store-beds.ts'

const never = new AbortController().signal
const fixture = await readFile(join(import.meta.dirname, '../fixtures/manifest-v1.json'), 'utf8')

let count = 0
const newId = (name = 'shop') => {
  const second = String(++count).padStart(2, '0')
  return `${name}-20261124T0815${second}Z-${second}abcd`
}

/** A backup with a manifest that is true. */
function makeBackup(id: string, files: BackupFiles): { manifest: Manifest; files: BackupFiles } {
  const known: Manifest = JSON.parse(fixture)
  const listed = Object.entries(files).map(([path, bytes]) => ({
    path,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const format = listed.length > 1 ? 'directory' : 'custom'
  const dump = { ...known.dump, format, files: listed } as const
  const manifest = { ...known, id, dump }
  const text = Buffer.from(JSON.stringify(manifest))
  return { manifest, files: { ...files, [`${id}.manifest.json`]: text } }
}

async function putBackup(bed: StoreBed, sizes: readonly number[], id = newId()) {
  const path = (at: number) => (sizes.length > 1 ? `${id}/${at}.dat` : `${id}.dump`)
  const files = Object.fromEntries(sizes.map((size, at) => [path(at), randomBytes(size)]))
  const backup = makeBackup(id, files)
  await bed.put(id, 'shop', backup.files)
  return { id, ...backup }
}

async function readAll(store: BackupStore, path: string, signal = never): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  // Kept to the end: a chunk must stay as it is when the next one comes.
  for await (const chunk of store.read('shop', path, signal)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const codeOf =
  (code: string, text = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof UserError, String(error))
    assert.equal(error.code, code, error.message)
    assert.match(`${error.message} ${error.next}`, text)
    return true
  }

const beds: Readonly<Record<string, () => Promise<StoreBed>>> = {
  'a folder': fileBed,
  S3: s3Bed,
  'artifacts of this run': () => artifactBed('this run'),
  'artifacts of another run': () => artifactBed('another run'),
}

for (const [kind, start] of Object.entries(beds)) {
  describe(kind, async () => {
    const bed = await start()
    after(() => bed[Symbol.asyncDispose]())

    test('lists what lies in the folder of a series, and nothing else', async () => {
      const store = await bed.open()
      assert.deepEqual(await Array.fromAsync(store.list('empty', never)), [])
      const { id } = await putBackup(bed, [100, 100])
      const other = `shop.test-20261124T081500Z-000000`
      await bed.put(other, 'shop.test', { [`${other}.manifest.json`]: Buffer.from('{}') })
      const paths = await Array.fromAsync(store.list('shop', never))
      assert.ok(paths.includes(`${id}.manifest.json`), paths.join())
      assert.deepEqual(
        paths.filter((path) => path.includes('/') || path.includes('shop.test')),
        [],
      )
    })

    test('reads files of all sizes, also empty ones and in folders', async () => {
      const { files } = await putBackup(bed, [0, 1, 65_536, 262_145, 20_000_003])
      const store = await bed.open()
      for (const [path, bytes] of Object.entries(files)) {
        assert.ok((await readAll(store, path)).equals(bytes), path)
      }
    })

    test('finds a backup, and brings many files at once home', async (t) => {
      const { id, files } = await putBackup(bed, Array(12).fill(2_000_000))
      const store = await bed.open()
      const { manifest } = await findBackup(store, { id }, never)
      const folder = await temporaryFolder('fetched')
      t.after(() => rm(folder, { recursive: true }))
      const home = await fetchArchive(store, { manifest, unseal: undefined }, folder, { bytes: 0 }, never)
      assert.equal(home, join(folder, id))
      const { path = '' } = manifest.dump.files[7] ?? {}
      assert.ok((await readFile(join(folder, path))).equals(files[path] ?? Buffer.of()))
    })

    test('says E_NOT_FOUND of what is not there', async () => {
      const { id } = await putBackup(bed, [10])
      const store = await bed.open()
      await assert.rejects(readAll(store, `${id}.sql`), codeOf('E_NOT_FOUND'))
      await assert.rejects(readAll(store, `${newId()}.dump`), codeOf('E_NOT_FOUND'))
    })

    test('puts a verification beside a backup, and again over an older one', async () => {
      const { id, manifest, files } = await putBackup(bed, [10])
      const store = await bed.open()
      const bytes = files[`${id}.manifest.json`] ?? Buffer.of()
      const path = `${id}.verification.json`
      for (const level of ['archive', 'restore'] as const) {
        const at = '2026-11-24T09:00:00Z'
        const record = verificationOf(manifest, bytes, { level, at, tool: manifest.tool })
        const content = Buffer.from(JSON.stringify(record))
        await store.put('shop', path, content, never)
        assert.ok((await readAll(store, path)).equals(content))
        const again = await bed.open()
        const paths = await Array.fromAsync(again.list('shop', never))
        assert.deepEqual(
          paths.filter((each) => each.startsWith(id) && each.endsWith('.json')).sort(),
          [`${id}.manifest.json`, path],
        )
        const wanted = { newest: 'latest-verified', name: 'shop' } as const
        const found = findBackup(again, wanted, never)
        if (level === 'archive') await assert.rejects(found, codeOf('E_NOT_FOUND'))
        else assert.equal((await found).manifest.id, id)
      }
    })

    test('refuses paths that lead elsewhere', async () => {
      const store = await bed.open()
      for (const path of ['../secret', `a/../../b`, '/etc/passwd', 'a//b', '.', 'a\\..\\b', '']) {
        await assert.rejects(readAll(store, path), codeOf('E_INTEGRITY'), path)
        await assert.rejects(store.put('shop', path, Buffer.of(), never), codeOf('E_INTEGRITY'))
      }
      await assert.rejects(Array.fromAsync(store.list('../shop', never)), codeOf('E_INPUT'))
    })

    test('ends at an abort, and can be read from again', { timeout: 20_000 }, async () => {
      const { id, files } = await putBackup(bed, [30_000_000])
      const store = await bed.open()
      await assert.rejects(readAll(store, `${id}.dump`, AbortSignal.abort()), {
        name: 'AbortError',
      })
      for (let round = 0; round < 8; round++) {
        for await (const chunk of store.read('shop', `${id}.dump`, never)) {
          if (chunk.length > 0) break
        }
        const controller = new AbortController()
        const reading = async () => {
          for await (const _ of store.read('shop', `${id}.dump`, controller.signal)) {
            controller.abort()
          }
        }
        await assert.rejects(reading(), { name: 'AbortError' })
      }
      assert.ok((await readAll(store, `${id}.dump`)).equals(files[`${id}.dump`] ?? Buffer.of()))
    })
  })
}
