import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, readdir, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after, beforeEach } from 'node:test'
import { UserError } from '../../src/errors.ts'
import { fileBed } from './stand-ins/store-beds.ts'

const never = new AbortController().signal
const bed = await fileBed()
after(() => bed[Symbol.asyncDispose]())
const series = join(bed.folder, 'shop')
beforeEach(() => mkdir(series, { recursive: true }))

async function readAll(path: string): Promise<string> {
  const store = await bed.open()
  return Buffer.concat(await Array.fromAsync(store.read('shop', path, never))).toString()
}
const refused = (error: unknown) => error instanceof UserError && error.code === 'E_INTEGRITY'

test('links that stay in the folder are followed, others are refused', async () => {
  await writeFile(join(bed.folder, 'secret'), 'secret')
  await mkdir(join(bed.folder, 'shop2'))
  await writeFile(join(bed.folder, 'shop2/secret'), 'secret')
  await writeFile(join(series, 'real'), 'real')
  await symlink('real', join(series, 'inside'))
  await symlink('../secret', join(series, 'outside'))
  await symlink('..', join(series, 'up'))
  await symlink('../shop2', join(series, 'sibling'))
  assert.equal(await readAll('inside'), 'real')
  for (const path of ['outside', 'up/secret', 'sibling/secret']) {
    await assert.rejects(readAll(path), refused, path)
  }
})

test('the folder of a series may be a link itself', async () => {
  await mkdir(join(bed.folder, 'elsewhere'))
  await writeFile(join(bed.folder, 'elsewhere/a'), 'a')
  await symlink('elsewhere', join(bed.folder, 'linked'))
  const store = await bed.open()
  const bytes = await Array.fromAsync(store.read('linked', 'a', never))
  assert.equal(Buffer.concat(bytes).toString(), 'a')
})

test('a folder or a pipe is not read', { timeout: 5000 }, async () => {
  await mkdir(join(series, 'folder'))
  assert.equal(spawnSync('mkfifo', [join(series, 'pipe')]).status, 0)
  for (const path of ['folder', 'pipe']) await assert.rejects(readAll(path), refused, path)
})

test('lists neither links nor what is being written', async () => {
  await mkdir(join(series, '.shop-20261124T081500Z-000001.partial'))
  await writeFile(join(series, 'plain'), '')
  await symlink('plain', join(series, 'link'))
  const listed = await Array.fromAsync((await bed.open()).list('shop', never))
  assert.ok(listed.includes('plain'))
  assert.deepEqual(
    listed.filter((path) => path.startsWith('.') || path === 'link' || path === 'pipe'),
    [],
  )
})

test('chunks have 256 KiB, and stay as they are', async () => {
  await writeFile(join(series, 'big'), Buffer.alloc(600_000, 'abc'))
  const chunks = await Array.fromAsync((await bed.open()).read('shop', 'big', never))
  assert.deepEqual(
    chunks.map(({ length }) => length),
    [262_144, 262_144, 75_712],
  )
  assert.ok(Buffer.concat(chunks).equals(Buffer.alloc(600_000, 'abc')))
})

test('a file that is altered while it is read is E_INTEGRITY; one that is replaced is not', async () => {
  const file = join(series, 'changing')
  for (const replace of [false, true]) {
    await writeFile(file, Buffer.alloc(600_000, 'a'))
    await utimes(file, 1, 1)
    const other = replace ? join(series, 'new') : file
    const reading = async () => {
      const seen: Uint8Array[] = []
      for await (const chunk of (await bed.open()).read('shop', 'changing', never)) {
        if (seen.length === 0) await writeFile(other, Buffer.alloc(600_000, 'b'))
        if (seen.length === 0 && replace) await rename(other, file)
        seen.push(chunk)
      }
      return Buffer.concat(seen)
    }
    if (replace) assert.ok((await reading()).equals(Buffer.alloc(600_000, 'a')))
    else await assert.rejects(reading(), refused)
  }
})

test('a put leaves no other file, is private, and takes the place of a link', async () => {
  await writeFile(join(bed.folder, 'victim'), 'as it was')
  await symlink('../victim', join(series, 'record.json'))
  const store = await bed.open()
  const before = await readdir(series)
  await store.put('shop', 'record.json', Buffer.from('{}'), never)
  assert.equal(await readAll('record.json'), '{}')
  assert.deepEqual(await readdir(series), before)
  assert.equal((await stat(join(series, 'record.json'))).mode & 0o777, 0o600)
  assert.equal((await stat(join(bed.folder, 'victim'))).size, 'as it was'.length)
})

test('a removal follows no link, and takes a file for no folder', async () => {
  const id = 'shop-20261124T081500Z-a1b2c3'
  await mkdir(join(bed.folder, 'outside'))
  await writeFile(join(bed.folder, 'outside/kept'), 'kept')
  await symlink('../outside', join(series, id))
  await symlink('../outside/kept', join(series, `${id}.dump`))
  await writeFile(join(series, 'plain'), 'x')
  const store = await bed.open()
  for (const path of [`${id}/`, `${id}.dump`, 'plain/', 'gone', 'gone/']) {
    await store.remove('shop', path, never)
  }
  const left = await readdir(series)
  for (const name of [id, `${id}.dump`, 'plain']) assert.ok(left.includes(name), name)
  assert.deepEqual(await readdir(join(bed.folder, 'outside')), ['kept'])
  for (const path of ['../outside/kept', '..', '/', '']) {
    await assert.rejects(store.remove('shop', path, never), refused, path)
  }
  await mkdir(join(series, 'folder/deep'), { recursive: true })
  await writeFile(join(series, 'folder/deep/file'), 'x')
  await symlink('../../outside', join(series, 'folder/link'))
  await store.remove('shop', 'folder/', never)
  assert.ok(!(await readdir(series)).includes('folder'))
  assert.deepEqual(await readdir(join(bed.folder, 'outside')), ['kept'])
})
