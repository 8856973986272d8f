import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { openStore } from '../../src/destinations/open-store.ts'
import type { BackupStore } from '../../src/destinations/store.ts'
import { UserError } from '../../src/errors.ts'
import { zipOf } from '../unit/destinations/make-zip.ts'
import { recordingHost } from '../unit/destinations/recording-host.ts'
import { artifactBed, RUN, uploadArtifact } from './stand-ins/store-beds.ts'

const never = new AbortController().signal
const bed = await artifactBed('another run')
after(() => bed[Symbol.asyncDispose]())

let count = 0
/** A new backup in run 4711: its id, and the bytes of its archive. */
async function backUp() {
  const id = `shop-20261124T081500Z-${String(++count).padStart(6, '0')}`
  const bytes = Buffer.from(`archive ${count}`)
  const manifest = Buffer.from('{}')
  await bed.put(id, 'shop', { [`${id}.dump`]: bytes, [`${id}.manifest.json`]: manifest })
  const stored = bed.service.artifacts.find(({ name }) => name === id)
  assert.ok(stored)
  return { id, bytes, stored, path: `${id}.dump` }
}

async function readAll(store: BackupStore, path: string): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(store.read('shop', path, never)))
}

/** A store with another token or run, or in another environment. */
function openWith(options: object, environment: Record<string, string | undefined> = process.env) {
  const host = { ...recordingHost(`${bed.temporary()}-${++count}`), environment }
  return openStore({ kind: 'artifact' }, host, options)
}

const fails = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError, String(error))
  assert.equal(error.code, code, error.message)
  assert.match(`${error.message} ${error.next}`, text)
  assert.doesNotMatch(JSON.stringify([error.message, error.cause]), /secret-signature|token-with/)
  return true
}

test('an artifact comes once, into a private folder', async () => {
  const { id, bytes, path, stored } = await backUp()
  const store = await bed.open()
  bed.api.seen.length = 0
  const both = await Promise.all([readAll(store, path), readAll(store, `${id}.manifest.json`)])
  assert.ok(both[0].equals(bytes))
  await readAll(store, path)
  const downloads = bed.api.seen.filter((line) => line.endsWith(`/artifacts/${stored.id}/zip`))
  assert.equal(downloads.length, 1)
  const { mode } = await stat(join(bed.temporary(), 'temporary/artifacts', stored.id))
  assert.equal(mode & 0o777, 0o700)
})

test('an artifact of a second attempt is the backup as well', async () => {
  const id = `shop-20261124T081500Z-${String(++count).padStart(6, '0')}`
  const bytes = randomBytes(10)
  await bed.put(`${id}.2`, 'shop', { [`${id}.dump`]: bytes, [`${id}.manifest.json`]: bytes })
  const store = await bed.open()
  const listed = await Array.fromAsync(store.list('shop', never))
  assert.ok(listed.includes(`${id}.manifest.json`), listed.join())
  assert.ok((await readAll(store, `${id}.manifest.json`)).equals(bytes))
  assert.ok((await readAll(store, `${id}.dump`)).equals(bytes))
  await store.remove('shop', `${id}.manifest.json`, never)
  assert.ok(!bed.service.artifacts.some(({ name }) => name.startsWith(id)))
})

test('lists without downloading, more than one page', async () => {
  for (let at = 0; at < 101; at++)
    await uploadNothing(`page-20261124T081500Z-${String(at).padStart(6, '0')}`)
  bed.api.seen.length = 0
  const listed = await Array.fromAsync((await bed.open()).list('page', never))
  assert.equal(new Set(listed).size, 101)
  assert.deepEqual(
    bed.api.seen.filter((line) => line.includes('/zip')),
    [],
  )
})

const uploadNothing = (id: string) => bed.put(id, 'page', { [`${id}.manifest.json`]: Buffer.of(1) })

test('an expired artifact is E_NOT_FOUND and says so', async () => {
  const { path, stored } = await backUp()
  bed.api.expired.add(stored.id)
  await assert.rejects(readAll(await bed.open(), path), fails('E_NOT_FOUND', /it has expired/))
})

test('an artifact whose digest is another one is E_INTEGRITY', async () => {
  const { path, stored } = await backUp()
  const store = await bed.open()
  await Array.fromAsync(store.list('shop', never))
  const bytes = await readFile(stored.path)
  bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60)
  await writeFile(stored.path, bytes)
  await assert.rejects(readAll(store, path), fails('E_INTEGRITY', /its digest is another one/))
})

test('names in an archive that lead elsewhere are never followed', async () => {
  const { path, stored, id } = await backUp()
  const evil = ['../../../escaped', '/tmp/escaped', '..\\escaped', `${id}/../../escaped`]
  const names = [...evil, path]
  await writeFile(stored.path, zipOf(names.map((name) => ({ name, bytes: Buffer.from(name) }))))
  const store = await bed.open()
  assert.equal((await readAll(store, path)).toString(), path)
  for (const name of evil) await assert.rejects(readAll(store, name), UserError)
  const files = await readdir(bed.temporary(), { recursive: true })
  assert.deepEqual(
    files.filter((file) => file.includes('escaped') || file.endsWith('.dump')),
    [],
  )
})

test('what is no zip archive is E_INTEGRITY, and is asked for anew', async () => {
  const { path, stored, bytes } = await backUp()
  const good = await readFile(stored.path)
  await writeFile(stored.path, 'no zip archive')
  const store = await bed.open()
  await assert.rejects(readAll(store, path), fails('E_INTEGRITY', /not a zip archive/))
  await writeFile(stored.path, good)
  await Array.fromAsync(store.list('shop', never))
  assert.ok((await readAll(store, path)).equals(bytes))
})

test('tokens that may not are told what is missing', async () => {
  const { path } = await backUp()
  const cases = [
    ['without-actions-read', 'E_CREDENTIALS', /not accessible.*`permissions: actions: read`/],
    ['of-another-repository', 'E_NOT_FOUND', /`permissions: actions: read`.*run-id/],
    ['wrong', 'E_CREDENTIALS', /does not accept the token\. Check github-token/],
  ] as const
  for (const [githubToken, code, text] of cases) {
    const store = await openWith({ runId: Number(RUN), githubToken })
    await assert.rejects(readAll(store, path), fails(code, text))
    await assert.rejects(Array.fromAsync(store.list('shop', never)), fails(code, text))
  }
})

test('a failure of the API that passes does not end the download', async () => {
  const { path, bytes } = await backUp()
  const store = await bed.open()
  await Array.fromAsync(store.list('shop', never))
  bed.api.failures.push({ status: 502, message: 'Bad Gateway' })
  assert.ok((await readAll(store, path)).equals(bytes))
})

test('run-id without a token, and artifacts outside of an action, are E_INPUT', async () => {
  await assert.rejects(openWith({ runId: 1 }), fails('E_INPUT', /github-token.*actions: read/))
  await assert.rejects(openWith({}, {}), fails('E_INPUT', /Set github-token/))
  const options = { runId: 1, githubToken: 'x' }
  await assert.rejects(openWith(options, {}), fails('E_INPUT', /GITHUB_REPOSITORY/))
  const enterprise = { ...process.env, GITHUB_SERVER_URL: 'https://ghes.example.com' }
  await assert.rejects(openWith(options, enterprise), fails('E_INPUT', /ghes\.example\.com/))
})

test('from a terminal another run can be read, and nothing be put', async () => {
  const { id, path, bytes } = await backUp()
  const environment = { GITHUB_REPOSITORY: 'owner/repo' }
  const options = { runId: Number(RUN), githubToken: bed.api.token }
  const store = await openWith(options, environment)
  assert.ok((await readAll(store, path)).equals(bytes))
  const put = store.put('shop', `${id}.verification.json`, Buffer.from('{}'), never)
  await assert.rejects(put, fails('E_INPUT', /only for an action/))
})

test('nothing but a verification can be put, and the newest of one name counts', async () => {
  const { id } = await backUp()
  const store = await bed.open()
  const put = store.put('shop', `${id}.dump`, Buffer.from('x'), never)
  await assert.rejects(put, fails('E_UPLOAD', /an artifact cannot be changed/))
  const path = `${id}.verification.json`
  await uploadArtifact(bed.service, RUN, '1', `${id}.verification`, { [path]: Buffer.from('old') })
  await store.put('shop', path, Buffer.from('new'), never)
  assert.equal((await readAll(store, path)).toString(), 'new')
  assert.equal((await readAll(await bed.open(), path)).toString(), 'new')
})

const ofRepository = () => openWith({ githubToken: bed.api.token })

/** A backup in a run of its own, with an archive of some size. */
async function backUpIn(run: string, archive: Buffer, name = 'other') {
  const id = `${name}-20261124T081500Z-${String(++count).padStart(6, '0')}`
  const manifest = Buffer.from(JSON.stringify({ id }))
  const files = { [`${id}.dump`]: archive, [`${id}.manifest.json`]: manifest }
  await uploadArtifact(bed.service, run, '1', id, files)
  const stored = bed.service.artifacts.find((artifact) => artifact.name === id)
  assert.ok(stored)
  return { id, stored, manifest }
}

test('with a token alone all runs of the repository are listed, and not those of forks', async () => {
  const [one, other, forged, gone] = await Promise.all(
    ['21', '22', '23', '24'].map((run) => backUpIn(run, Buffer.from(run))),
  )
  bed.api.fromForks.add(forged?.stored.id ?? '')
  bed.api.expired.add(gone?.stored.id ?? '')
  const store = await ofRepository()
  const listed = await Array.fromAsync(store.list('other', never))
  assert.deepEqual(
    listed.sort(),
    [one, other].map((backup) => `${backup?.id}.manifest.json`).sort(),
  )
  assert.ok((await Array.fromAsync(store.series(never))).includes('other'))
  assert.equal(store.label, 'the artifacts of owner/repo')
})

test('a manifest is read without the archive that it is of', async () => {
  const { id, manifest } = await backUpIn('31', randomBytes(3_000_000))
  const store = await ofRepository()
  await Array.fromAsync(store.list('other', never))
  bed.api.sentBytes = 0
  const read = async (path: string) =>
    Buffer.concat(await Array.fromAsync(store.read('other', path, never)))
  assert.ok((await read(`${id}.manifest.json`)).equals(manifest))
  assert.ok(bed.api.sentBytes < 200_000, `${bed.api.sentBytes} bytes were sent`)
  assert.equal((await read(`${id}.dump`)).length, 3_000_000)
})

test('a manifest that lies before a large archive is read as well', async () => {
  const id = `other-20261124T081500Z-${String(++count).padStart(6, '0')}`
  const path = `${id}.manifest.json`
  const files = { [path]: Buffer.from('early'), [`${id}.dump`]: randomBytes(2_000_000) }
  await uploadArtifact(bed.service, '32', '1', id, files)
  bed.api.sentBytes = 0
  const read = await Array.fromAsync((await ofRepository()).read('other', path, never))
  assert.equal(Buffer.concat(read).toString(), 'early')
  assert.ok(bed.api.sentBytes < 200_000, `${bed.api.sentBytes} bytes were sent`)
})

test('an artifact is removed as a whole, with all records of it, and again without harm', async () => {
  const { id } = await backUpIn('41', Buffer.from('a'))
  const path = `${id}.verification.json`
  for (const run of ['42', '43']) {
    await uploadArtifact(bed.service, run, '1', `${id}.verification`, { [path]: Buffer.from(run) })
  }
  const names = () => bed.service.artifacts.filter(({ name }) => name.startsWith(id))
  const [store, second] = [await ofRepository(), await ofRepository()]
  for (const each of [store, second]) await Array.fromAsync(each.list('other', never))
  await store.remove('other', `${id}.manifest.json`, never)
  assert.deepEqual(
    names().map(({ name }) => name),
    [`${id}.verification`, `${id}.verification`],
  )
  await store.remove('other', path, never)
  assert.deepEqual(names(), [])
  // Another run that still has it in its list finds it gone.
  await second.remove('other', `${id}.manifest.json`, never)
  await second.remove('other', path, never)
})

test('a token that may only read removes nothing, and is told what is missing', async () => {
  const { id, stored } = await backUpIn('51', Buffer.from('a'))
  const store = await ofRepository()
  await Array.fromAsync(store.list('other', never))
  bed.api.failures.push({ status: 403, message: 'Resource not accessible by integration' })
  const removing = store.remove('other', `${id}.manifest.json`, never)
  await assert.rejects(removing, fails('E_CREDENTIALS', /`permissions: actions: write`/))
  assert.ok(bed.service.artifacts.some((artifact) => artifact.id === stored.id))
})
