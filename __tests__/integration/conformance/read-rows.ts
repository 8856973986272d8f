import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { verificationOf } from '../../../src/manifest/verification.ts'
import { fetchArchive } from '../../../src/operations/stored/fetch-archive.ts'
import { findBackup } from '../../../src/operations/stored/find-backup.ts'
import { fails, manifestPath, never, newBackup, putBackup, readAll } from './backups.ts'
import { type Place, quick } from './place.ts'

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What every destination does when backups are read from it. */
export const readRows = {
  'lists what lies in the folder of a series, and nothing of its siblings': async (
    place: Place,
  ) => {
    const store = await place.store()
    assert.deepEqual(await Array.fromAsync(store.list('empty', never)), [])
    const { backup } = await putBackup(place, [100, 100])
    const { name } = backup
    for (const sibling of [`${name}_test`, `${name}-2`, `${name}.x`, `${name}le`, 'shop']) {
      await putBackup(place, [10], newBackup(sibling))
    }
    const again = await place.store()
    const listed = await Array.fromAsync(again.list(name, never))
    assert.ok(listed.includes(manifestPath(backup)), listed.join())
    assert.deepEqual(
      listed.filter((path) => !path.startsWith(backup.id) || path.includes('/')),
      [],
    )
  },

  'lists more than a thousand backups, each once': async (place: Place) => {
    const { name } = newBackup()
    const ids = Array.from({ length: 1010 }, (_, at) => newIdOf(name, at))
    await place.putMany(name, ids)
    const listed = await Array.fromAsync((await place.store()).list(name, never))
    assert.deepEqual(
      listed.sort(),
      ids.map((id) => `${id}.manifest.json`),
    )
  },

  'names the series there are': async (place: Place) => {
    const { backup } = await putBackup(place, [10])
    const names = await Array.fromAsync((await place.store()).series(never))
    assert.ok(names.includes(backup.name), names.join())
    assert.equal(new Set(names).size, names.length)
  },

  'reads files of all sizes, also empty ones and in folders': async (place: Place) => {
    const { backup, files } = await putBackup(place, [0, 1, 65_536, 262_145, 20_000_003])
    const store = await place.store()
    for (const [path, bytes] of Object.entries(files)) {
      assert.ok((await readAll(store, backup, path)).equals(bytes), path)
    }
  },

  'brings many files at once home': async (place: Place, t: TestContext) => {
    const { backup, files } = await putBackup(place, Array(12).fill(2_000_000))
    const store = await place.store()
    const { manifest } = await findBackup(store, { id: backup.id }, never)
    const folder = await temporaryFolder(t)
    const home = await fetchArchive(
      store,
      { manifest, unseal: undefined },
      folder,
      { bytes: 0 },
      never,
    )
    assert.equal(home, join(folder, backup.id))
    for (const { path } of manifest.dump.files) {
      assert.ok((await readFile(join(folder, path))).equals(files[path] ?? Buffer.of()))
    }
  },

  'content that was altered or cut short is E_INTEGRITY': async (place: Place, t: TestContext) => {
    const { backup, manifest, files } = await putBackup(place, [100_000])
    const path = `${backup.id}.dump`
    const whole = Buffer.from(files[path] ?? [])
    const altered = Buffer.from(whole)
    altered.writeUInt8(altered.readUInt8(50_000) ^ 1, 50_000)
    for (const bytes of [altered, whole.subarray(0, 99_999), Buffer.concat([whole, whole])]) {
      await place.put(backup, { ...files, [path]: bytes })
      const folder = await temporaryFolder(t)
      const opened = { manifest, unseal: undefined }
      const fetched = fetchArchive(await place.store(), opened, folder, { bytes: 0 }, never)
      await assert.rejects(fetched, fails('E_INTEGRITY'))
    }
  },

  'what is not there is E_NOT_FOUND': async (place: Place) => {
    const { backup } = await putBackup(place, [10])
    const store = await place.store()
    const other = newBackup()
    await assert.rejects(readAll(store, backup, `${backup.id}.sql`), fails('E_NOT_FOUND'))
    await assert.rejects(readAll(store, other, `${other.id}.dump`), fails('E_NOT_FOUND'))
  },

  'a verification is put beside a backup, and again over an older one': async (place: Place) => {
    const { backup, manifest, files } = await putBackup(place, [10])
    const bytes = files[manifestPath(backup)] ?? Buffer.of()
    const path = `${backup.id}.verification.json`
    for (const level of ['archive', 'restore'] as const) {
      const at = '2026-11-24T09:00:00Z'
      const record = verificationOf(manifest, bytes, { level, at, tool: manifest.tool })
      const content = Buffer.from(JSON.stringify(record))
      const store = await place.store()
      await store.put(backup.name, path, content, never)
      assert.ok((await readAll(store, backup, path)).equals(content))
      const again = await place.store()
      const listed = await Array.fromAsync(again.list(backup.name, never))
      assert.deepEqual(listed.filter((each) => each.endsWith('.json')).sort(), [
        manifestPath(backup),
        path,
      ])
      const found = findBackup(again, { newest: 'latest-verified', name: backup.name }, never)
      if (level === 'archive') await assert.rejects(found, fails('E_NOT_FOUND'))
      else assert.equal((await found).manifest.id, backup.id)
    }
  },

  'removes a file or a folder, twice, and nothing whose name begins alike': async (
    place: Place,
  ) => {
    const folder = newBackup()
    const { name } = folder
    const sibling = newBackup(name)
    await putBackup(place, [10, 10], folder)
    await putBackup(place, [10], sibling)
    const store = await place.store()
    for (const path of [manifestPath(folder), `${folder.id}/`, `${folder.id}/`]) {
      await store.remove(name, path, never)
    }
    const left = (await place.names()).filter((found) => found.includes(`${name}-`))
    assert.deepEqual(
      left.filter((found) => found.includes(folder.id)),
      [],
    )
    assert.ok(left.some((found) => found.includes(sibling.id)))
    await store.remove(name, `${sibling.id}.dump`, never)
    await store.remove(name, manifestPath(sibling), never)
    const gone = (await place.names()).filter((found) => found.includes(`${name}-`))
    assert.deepEqual(gone, [])
  },

  'paths that lead elsewhere are refused': async (place: Place) => {
    const store = await place.store()
    for (const path of ['../secret', `a/../../b`, '/etc/passwd', 'a//b', '.', 'a\\..\\b', '']) {
      const where = { name: 'shop', id: path }
      await assert.rejects(readAll(store, where, path), fails('E_INTEGRITY'), path)
      await assert.rejects(store.put('shop', path, Buffer.of(), never), fails('E_INTEGRITY'))
      await assert.rejects(store.remove('shop', `${path}/../x`, never), fails('E_INTEGRITY'))
    }
    await assert.rejects(Array.fromAsync(store.list('../shop', never)), fails('E_INPUT'))
  },

  'an abort ends reading, and the store can be read from again': async (place: Place) => {
    const { backup, files } = await putBackup(place, [30_000_000])
    const path = `${backup.id}.dump`
    const store = await place.store()
    await assert.rejects(readAll(store, backup, path, AbortSignal.abort()), { name: 'AbortError' })
    // More often than it reads parts at once.
    for (let round = 0; round < 5; round++) {
      for await (const chunk of store.read(backup.name, path, never)) {
        if (chunk.length > 0) break
      }
      const run = new AbortController()
      const reading = async () => {
        for await (const _ of store.read(backup.name, path, run.signal)) run.abort()
      }
      await assert.rejects(reading(), { name: 'AbortError' })
    }
    assert.ok((await readAll(store, backup, path)).equals(files[path] ?? randomBytes(1)))
  },

  'reading from a bucket that is not there is E_BUCKET': async (place: Place) => {
    const store = await place.store({ isMissing: true, tuning: quick })
    const backup = newBackup()
    await assert.rejects(readAll(store, backup, `${backup.id}.dump`), fails('E_BUCKET'))
    await assert.rejects(Array.fromAsync(store.list('shop', never)), fails('E_BUCKET'))
  },

  'reading with wrong credentials is E_CREDENTIALS': async (place: Place) => {
    const { backup } = await putBackup(place, [10])
    const store = await place.store({ credentials: 'wrong', tuning: quick })
    const reading = readAll(store, backup, `${backup.id}.dump`)
    await assert.rejects(reading, fails('E_CREDENTIALS'))
    await assert.rejects(Array.fromAsync(store.list(backup.name, never)), fails('E_CREDENTIALS'))
  },
}

function newIdOf(name: string, at: number): string {
  return `${name}-20261124T081500Z-${String(at).padStart(6, '0')}`
}
