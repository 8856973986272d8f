import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  assertNothing,
  assertThere,
  backUp,
  fails,
  MiB,
  makeFiles,
  manifestPath,
  never,
  newBackup,
  PARTED,
  readAll,
  write,
} from './backups.ts'
import { type Place, quick } from './place.ts'

/** What every destination does when a backup is written to it. */
export const writeRows = {
  'a check passes and leaves nothing': async (place: Place) => {
    const before = await place.names()
    const { destination } = await place.destination()
    await destination.check({ name: 'checked', estimatedBytes: 1000 }, never)
    assert.deepEqual(await place.names(), before)
  },

  'files of all sizes, written side by side, are kept byte for byte': async (place: Place) => {
    const sizes = [0, 1, 65_536, 5 * MiB, 5 * MiB + 1, 10 * MiB, PARTED]
    const { backup, files } = await backUp(place, sizes)
    const store = await place.store()
    for (const [path, bytes] of Object.entries(files)) {
      assert.ok((await readAll(store, backup, path)).equals(bytes), path)
    }
  },

  'what is written can be read before it is a backup, and is none without its manifest': async (
    place: Place,
  ) => {
    const { destination } = await place.destination({ tuning: quick })
    const backup = newBackup()
    const [path = '', bytes] = Object.entries(makeFiles(backup, [PARTED]))[0] ?? []
    assert.ok(bytes)
    const writer = await destination.begin(backup, never)
    await write(writer, { [path]: bytes })
    const read = Buffer.concat(await Array.fromAsync(writer.read(path)))
    assert.ok(read.equals(bytes))
    const listed = await Array.fromAsync((await place.store()).list(backup.name, never))
    assert.ok(!listed.includes(manifestPath(backup)), listed.join())
    await writer.abort()
    await assertNothing(place, backup)
  },

  'a put that is interrupted leaves nothing': async (place: Place) => {
    const { destination, host } = await place.destination({ tuning: quick })
    const backup = newBackup()
    const run = new AbortController()
    const writer = await destination.begin(backup, run.signal)
    await write(writer, { [`${backup.id}/done.dat`]: randomBytes(1000) })
    const file = await writer.openFile(`${backup.id}/large.dat`)
    await file.write(randomBytes(PARTED))
    run.abort()
    await assert.rejects(file.write(randomBytes(10)), { name: 'AbortError' })
    await assert.rejects(file.close(), { name: 'AbortError' })
    await Promise.all([writer.abort(), writer.abort()])
    await assertNothing(place, backup)
    assert.deepEqual([...host.left], [])
  },

  'an abort after the commit leaves the backup': async (place: Place) => {
    const { destination } = await place.destination({ tuning: quick })
    const backup = newBackup()
    const writer = await destination.begin(backup, never)
    const files = makeFiles(backup, [1000])
    await write(writer, files)
    await writer.commit(manifestPath(backup), Buffer.from('{}'))
    await writer.abort()
    await assertThere(place, backup, files)
  },

  'of two writers of one backup one loses, and leaves the other’s as it is': async (
    place: Place,
  ) => {
    const backup = newBackup()
    const attempts = ['.dump', '.sql'].map(async (ext) => {
      const { destination } = await place.destination({ tuning: quick })
      const files = { [`${backup.id}${ext}`]: randomBytes(1000) }
      const writer = await destination.begin(backup, never)
      try {
        await write(writer, files)
        await writer.commit(manifestPath(backup), Buffer.from(ext))
      } finally {
        await writer.abort()
      }
      return { ...files, [manifestPath(backup)]: Buffer.from(ext) }
    })
    const ended = await Promise.allSettled(attempts)
    const won = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const lost = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    assert.deepEqual([won.length, lost.length], [1, 1], String(lost[0]))
    fails('E_UPLOAD', /exists already/)(lost[0])
    await assertThere(place, backup, won[0] ?? {})
    const names = (await place.names()).filter((name) => name.includes(backup.id))
    assert.equal(names.length, 2, names.join())
  },

  'a backup whose id is taken is not written': async (place: Place) => {
    const { backup, files } = await backUp(place, [1000])
    const again = async () => {
      const { destination } = await place.destination({ tuning: quick })
      const writer = await destination.begin(backup, never)
      try {
        await write(writer, makeFiles(backup, [PARTED]))
        await writer.commit(manifestPath(backup), Buffer.from('{"second":true}'))
      } finally {
        await writer.abort()
      }
    }
    await assert.rejects(again(), fails('E_UPLOAD', /exist/))
    await assertThere(place, backup, files)
  },

  'a prefix may have any characters': async (place: Place) => {
    const prefix = `a b/ü+%20'"&=;,#/数据\u{1f600}`
    const opened = await place.destination({ tuning: quick, prefix })
    const backup = newBackup()
    const files = makeFiles(backup, [PARTED])
    await opened.destination.check(backup, never)
    const writer = await opened.destination.begin(backup, never)
    await write(writer, files)
    const { location } = await writer.commit(manifestPath(backup), Buffer.from('{}'))
    assert.ok(location.endsWith(`/${prefix}/${backup.name}/${backup.id}.dump`), location)
    const store = await place.store({ prefix })
    assert.deepEqual((await Array.fromAsync(store.list(backup.name, never))).sort(), [
      `${backup.id}.dump`,
      manifestPath(backup),
    ])
    const bytes = await readAll(store, backup, `${backup.id}.dump`)
    assert.ok(bytes.equals(files[`${backup.id}.dump`] ?? Buffer.of()))
  },

  'a bucket that is not there is E_BUCKET, before the dump': async (place: Place) => {
    const { destination } = await place.destination({ isMissing: true, tuning: quick })
    const check = destination.check({ name: 'shop' }, never)
    await assert.rejects(check, fails('E_BUCKET', /does not exist.*\?create=true/))
  },

  'another region than the wanted one is E_REGION, and nothing is written': async (
    place: Place,
  ) => {
    const { destination } = await place.destination({ tuning: quick })
    const before = await place.names()
    const check = destination.check({ name: 'shop', region: 'mars-north-1' }, never)
    await assert.rejects(check, fails('E_REGION', /mars-north-1/))
    assert.deepEqual(await place.names(), before)
  },

  'wrong credentials are E_CREDENTIALS, before the dump': async (place: Place) => {
    for (const credentials of ['wrong', 'none'] as const) {
      const { destination } = await place.destination({ credentials, tuning: quick })
      const check = destination.check({ name: 'shop' }, never)
      await assert.rejects(check, fails('E_CREDENTIALS'))
    }
  },

  'a place at which everything fails: the right error, and nothing left': async (place: Place) => {
    await using broken = await place.breakDown()
    await assert.rejects(backUp(place, [PARTED], broken.opened), fails(broken.code))
  },
}
