import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { ZipFile } from '../../../src/destinations/zip-file.ts'
import { zipOf } from './make-zip.ts'

const folder = await mkdtemp(join(tmpdir(), 'zip-file-'))
after(() => rm(folder, { recursive: true }))
const never = new AbortController().signal
const path = join(folder, 'some.zip')

async function open(bytes: Buffer): Promise<ZipFile> {
  await writeFile(path, bytes)
  return ZipFile.open(path, 'The archive')
}

async function readAll(zip: ZipFile, name: string): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(zip.read(name, never)))
}

/** Looks like the end of a member, and of an archive. */
const traps = Buffer.from('PK\x07\x08PK\x05\x06PK\x01\x02'.repeat(50), 'latin1')
const contents = {
  empty: Buffer.of(),
  traps,
  large: Buffer.concat([randomBytes(700_000), traps]),
  'folder/ö.dat': Buffer.from('x'),
}

for (const variant of [{}, { deflated: true }, { wide: true }, { deflated: true, wide: true }]) {
  for (const comment of ['', 'a comment with PK\x05\x06 in it']) {
    test(`reads members: ${JSON.stringify(variant)} ${comment}`, async () => {
      const members = Object.entries(contents).map(([name, bytes]) => ({ name, bytes, ...variant }))
      const zip = await open(zipOf(members, comment))
      for (const [name, bytes] of Object.entries(contents)) {
        assert.ok((await readAll(zip, name)).equals(bytes), name)
      }
      assert.equal(zip.has('other'), false)
    })
  }
}

test('a member that is altered, or has another size than is told, is E_INTEGRITY', async () => {
  for (const deflated of [false, true]) {
    const good = zipOf([{ name: 'a', bytes: Buffer.from('hello, hello, hello'), deflated }])
    const altered = Buffer.from(good)
    altered.writeUInt8(altered.readUInt8(34) ^ 1, 34)
    await assert.rejects(readAll(await open(altered), 'a'), { code: 'E_INTEGRITY' })
    const shorter = Buffer.from(good)
    const size = good.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24
    shorter.writeUInt32LE(5, size)
    await assert.rejects(readAll(await open(shorter), 'a'), { code: 'E_INTEGRITY' })
  }
})

test('an archive that is cut anywhere is E_INTEGRITY', async () => {
  const good = zipOf([{ name: 'a', bytes: Buffer.from('hello'), wide: true }])
  for (let length = 0; length < good.length; length++) {
    await assert.rejects(open(good.subarray(0, length)), { code: 'E_INTEGRITY' }, `${length}`)
  }
})

test('an archive with one byte altered reads right, or is E_INTEGRITY', async () => {
  const bytes = Buffer.from('hello')
  const good = zipOf([{ name: 'a', bytes, wide: true }])
  for (let at = 0; at < good.length; at++) {
    const altered = Buffer.from(good)
    altered.writeUInt8(altered.readUInt8(at) ^ 0xff, at)
    try {
      const zip = await open(altered)
      if (zip.has('a')) assert.ok((await readAll(zip, 'a')).equals(bytes), `byte ${at}`)
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'E_INTEGRITY', `byte ${at}: ${error}`)
    }
  }
})

test('a name that is there twice is E_INTEGRITY', async () => {
  const member = { name: 'a', bytes: Buffer.from('x') }
  await assert.rejects(open(zipOf([member, member])), { code: 'E_INTEGRITY', message: /twice/ })
})
