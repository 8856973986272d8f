import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { BackupName } from '../../src/destinations/destination.ts'
import type { BackupStore } from '../../src/destinations/store.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { verificationOf } from '../../src/manifest/verification.ts'
import { readAllSeries, readSeries } from '../../src/operations/stored/read-series.ts'
import { removeBackups } from '../../src/operations/stored/remove-backups.ts'
import { type KeepRules, planRetention } from '../../src/plan/retention.ts'
import { startEarlierRunPlace, stopArtifactServers } from './conformance/artifact-place.ts'
import { startAzurePlace } from './conformance/azure-place.ts'
import { describe as describeBackup, makeFiles, never, readAll } from './conformance/backups.ts'
import { startGcsPlace } from './conformance/gcs-place.ts'
import type { Place } from './conformance/place.ts'
import { startS3Place } from './conformance/s3-place.ts'
import { type BackupFiles, fileBed } from './stand-ins/store-beds.ts'

/** What is needed of a place here. */
type Shelf = Pick<Place, 'put' | 'read' | 'names'> &
  AsyncDisposable & { store(): Promise<BackupStore> }

/** How a series is read and thinned out, at every kind of place. */
const places: Readonly<Record<string, () => Promise<Shelf>>> = {
  'a folder': folderBed,
  'Amazon S3': startS3Place,
  'Google Cloud Storage': startGcsPlace,
  'Azure Blob Storage': startAzurePlace,
  'artifacts of an earlier run': startEarlierRunPlace,
}

after(stopArtifactServers)

const NONE: KeepRules = { last: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 }
const NOW = new Date('2026-11-24T12:00:00Z')
let series = 0
const newSeries = () => `kept${++series}`

/** The id of a backup of so many days ago. */
function idOf(name: string, daysAgo: number): string {
  const time = new Date(NOW.getTime() - daysAgo * 86_400_000).toISOString()
  return `${name}-${time.replace(/\.\d+/, '').replace(/[-:]/g, '')}-${String(daysAgo * 10).padStart(6, '0')}`
}

interface Made {
  /** More than one: a backup of the directory format. */
  readonly sizes?: readonly number[]
  readonly change?: (manifest: Manifest) => object
}

/** Puts a backup of so many days ago. */
async function put(
  place: Pick<Place, 'put'>,
  name: string,
  daysAgo: number,
  made: Made = {},
): Promise<string> {
  const id = idOf(name, daysAgo)
  const files = makeFiles({ name, id }, made.sizes ?? [10])
  const manifest = describeBackup({ name, id }, files)
  const bytes = Buffer.from(JSON.stringify(made.change?.(manifest) ?? manifest))
  await place.put({ name, id }, { ...files, [`${id}.manifest.json`]: bytes })
  return id
}

async function prune(store: BackupStore, name: string, rules: KeepRules): Promise<string[]> {
  const found = await readSeries(store, name, never)
  const { removed } = planRetention(found.backups, rules, NOW)
  const gone: string[] = []
  await removeBackups(store, found, removed, never, ({ id }) => gone.push(id))
  return gone.sort()
}

/** What there is of a series, by whoever looks without our code. */
async function namesOf(place: Pick<Place, 'names'>, name: string): Promise<string[]> {
  return (await place.names()).filter((found) => found.includes(`${name}-2`)).sort()
}

for (const [kind, start] of Object.entries(places)) {
  describe(kind, () => {
    const isArtifact = kind.startsWith('artifacts')
    let place: Shelf
    before(async () => {
      place = await start()
    })
    after(() => place?.[Symbol.asyncDispose]())

    test('every backup is read, what is damaged is named, and siblings are apart', async () => {
      const name = newSeries()
      const good = await put(place, name, 1)
      const folder = await put(place, name, 2, { sizes: [3, 4] })
      const broken = await put(place, name, 3, { change: () => ({ manifestVersion: 1 }) })
      const other = await put(place, name, 4, { change: (manifest) => ({ ...manifest, id: good }) })
      await put(place, `${name}-two`, 1)
      if (!isArtifact) {
        const strangers = { 'notes.txt': Buffer.from('x'), [`${good}.dump`]: Buffer.from('x') }
        await place.put({ name: `${name}-notes`, id: '' }, strangers)
      }
      const store = await place.store()
      const found = await readSeries(store, name, never)
      const shown = new Map(found.backups.map((backup) => [backup.id, backup]))
      assert.deepEqual([...shown.keys()].sort(), [good, folder, broken, other].sort())
      assert.deepEqual(
        [good, folder, broken, other].map((id) => shown.get(id)?.state),
        ['complete', 'complete', 'unreadable', 'unreadable'],
      )
      assert.equal(shown.get(folder)?.content?.sizeBytes, 7)
      assert.match(shown.get(broken)?.problem ?? '', /manifest\.id is missing/)
      const all = await readAllSeries(store, undefined, never)
      const names = all.map((each) => each.name)
      assert.ok(names.includes(name) && names.includes(`${name}-two`), names.join())
      assert.ok(!names.includes(`${name}-notes`), 'a folder of other things')
      assert.deepEqual(await readAllSeries(store, 'nothing-here', never), [
        { name: 'nothing-here', backups: [], parts: new Map() },
      ])
    })

    test('a record beside a manifest raises its proof, if it is of that one and no larger', async () => {
      const name = newSeries()
      const unproven = (manifest: Manifest) => ({
        ...manifest,
        verification: { level: 'none', at: null },
      })
      const [first, second, third] = [
        await put(place, name, 1, { change: unproven }),
        await put(place, name, 2, { change: unproven }),
        await put(place, name, 3, { change: unproven }),
      ]
      const store = await place.store()
      const tool = { name: 'a', version: '1' }
      for (const [id, of, size] of [
        [first, first, 0],
        [second, first, 0],
        [third, third, 1_000_000],
      ] as const) {
        const bytes = await readAll(store, { name, id: of }, `${of}.manifest.json`)
        const manifest = JSON.parse(bytes.toString())
        const proof = { level: 'restore', at: NOW.toISOString(), tool } as const
        const record = JSON.stringify({ ...verificationOf(manifest, bytes, proof), id }).padEnd(
          size,
        )
        await store.put(name, `${id}.verification.json`, Buffer.from(record), never)
      }
      const { backups } = await readSeries(await place.store(), name, never)
      const proofs = new Map(backups.map(({ id, verified }) => [id, verified]))
      const levels = [first, second, third].map((id) => proofs.get(id))
      assert.deepEqual(levels, ['restore', 'none', 'none'])
    })

    test('what no rule keeps is removed whole, and nothing else is touched', async () => {
      const name = newSeries()
      const ids: string[] = []
      for (let day = 0; day < 5; day++) {
        ids.push(await put(place, name, day, day % 2 === 0 ? { sizes: [3, 4, 5] } : {}))
      }
      const broken = await put(place, name, 9, { change: () => ({}) })
      const sibling = await put(place, `${name}-two`, 9)
      const store = await place.store()
      const tool = { name: 'a', version: '1' }
      const gone = ids[3] ?? ''
      const bytes = await readAll(store, { name, id: gone }, `${gone}.manifest.json`)
      const proof = { level: 'archive', at: NOW.toISOString(), tool } as const
      const record = verificationOf(JSON.parse(bytes.toString()), bytes, proof)
      await store.put(name, `${gone}.verification.json`, Buffer.from(JSON.stringify(record)), never)
      if (!isArtifact) await place.put({ name, id: '' }, { 'notes.txt': Buffer.from('mine') })
      const removed = await prune(await place.store(), name, { ...NONE, last: 2 })
      assert.deepEqual(removed, ids.slice(2).sort())
      const left = await namesOf(place, name)
      for (const id of removed)
        assert.deepEqual(
          left.filter((path) => path.includes(id)),
          [],
        )
      const all = await place.names()
      for (const id of [ids[0], ids[1], broken, sibling]) {
        assert.ok(
          all.some((path) => path.includes(id ?? '')),
          id,
        )
      }
      if (!isArtifact) {
        assert.equal(
          Buffer.from(await place.read({ name, id: '' }, 'notes.txt')).toString(),
          'mine',
        )
      }
      assert.deepEqual(await prune(await place.store(), name, { ...NONE, last: 2 }), [])
    })

    test('two runs at once remove the same, and neither fails', async () => {
      const name = newSeries()
      const ids: string[] = []
      for (let day = 0; day < 4; day++) ids.push(await put(place, name, day))
      const stores = [await place.store(), await place.store()]
      await Promise.all(stores.map((store) => prune(store, name, { ...NONE, last: 1 })))
      const left = await namesOf(place, name)
      assert.ok(left.length > 0 && left.every((path) => path.includes(ids[0] ?? '')), left.join())
    })

    test('a restore that reads what is being removed fails cleanly', async () => {
      const name = newSeries()
      const id = await put(place, name, 3)
      await put(place, name, 1)
      const [reading, removing] = [await place.store(), await place.store()]
      await Array.fromAsync(reading.list(name, never))
      assert.deepEqual(await prune(removing, name, { ...NONE, last: 1 }), [id])
      const read = readAll(reading, { name, id }, `${id}.dump`)
      await assert.rejects(read, (error) => {
        assert.ok(error instanceof UserError, String(error))
        return error.code === 'E_NOT_FOUND'
      })
    })

    if (isArtifact) return

    test('what a killed run has left of a removal is swept by the next one, after a day', async () => {
      const name = newSeries()
      const files = [3, 4]
      const [old, young, newest] = [
        await put(place, name, 3, { sizes: files }),
        await put(place, name, 0.5, { sizes: files }),
        await put(place, name, 1),
      ]
      const store = await place.store()
      for (const id of [old, young]) await store.remove(name, `${id}.manifest.json`, never)
      const { backups } = await readSeries(store, name, never)
      assert.deepEqual(
        backups
          .filter(({ state }) => state === 'unfinished')
          .map(({ id }) => id)
          .sort(),
        [old, young].sort(),
      )
      assert.deepEqual(await prune(store, name, NONE), [old])
      const left = await namesOf(place, name)
      assert.ok(left.some((path) => path.includes(young)))
      assert.ok(left.some((path) => path.includes(newest)))
    })

    test('an unfinished one that is finished meanwhile is left alone', async () => {
      const name = newSeries()
      const slow = await put(place, name, 3)
      await put(place, name, 1)
      const store = await place.store()
      const manifest = await readAll(store, { name, id: slow }, `${slow}.manifest.json`)
      await store.remove(name, `${slow}.manifest.json`, never)
      const found = await readSeries(store, name, never)
      const { removed } = planRetention(found.backups, NONE, NOW)
      assert.deepEqual(
        removed.map(({ id }) => id),
        [slow],
      )
      await place.put({ name, id: slow }, { [`${slow}.manifest.json`]: manifest })
      await removeBackups(store, found, removed, never, () => assert.fail('removed'))
      assert.equal((await namesOf(place, name)).length, 4)
    })

    test('a manifest whose archive is gone, or that is far too large, counts for nothing', async () => {
      const name = newSeries()
      const gutted = await put(place, name, 0)
      const huge = await put(place, name, 1)
      const good = await put(place, name, 2)
      const older = await put(place, name, 3)
      const store = await place.store()
      await store.remove(name, `${gutted}.dump`, never)
      const large = Buffer.alloc(33 * 1024 * 1024, ' ')
      await place.put({ name, id: huge }, { [`${huge}.manifest.json`]: large })
      assert.deepEqual(await prune(store, name, { ...NONE, last: 1 }), [older])
      const { backups } = await readSeries(store, name, never)
      const shown = new Map(backups.map((backup) => [backup.id, backup]))
      assert.match(shown.get(gutted)?.problem ?? '', /a manifest, but not/)
      assert.match(shown.get(huge)?.problem ?? '', /too large/)
      assert.equal(shown.get(good)?.state, 'complete')
    })
  })
}

/** A folder of files, without a server or a disk of its own. */
async function folderBed(): Promise<Shelf> {
  const bed = await fileBed()
  return {
    store: () => bed.open(),
    put: ({ name, id }: BackupName, files: BackupFiles) => bed.put(id, name, files),
    read: ({ name }: BackupName, file: string) => readFile(join(bed.folder, name, file)),
    names: () => readdir(bed.folder, { recursive: true }),
    [Symbol.asyncDispose]: () => bed[Symbol.asyncDispose](),
  }
}

/** A store of which something fails. */
function failing(store: BackupStore, part: 'list' | 'read', after: number): BackupStore {
  let left = after
  const check = () => {
    left -= 1
    if (left < 0) throw new UserError('E_DOWNLOAD', 'The connection was lost.')
  }
  return {
    label: store.label,
    put: (...args) => store.put(...args),
    remove: () => assert.fail('nothing may be removed'),
    series: (...args) => store.series(...args),
    async *list(...args) {
      for await (const path of store.list(...args)) {
        if (part === 'list') check()
        yield path
      }
    },
    async *read(...args) {
      if (part === 'read') check()
      yield* store.read(...args)
    },
  }
}

test('a listing that breaks off, or a manifest that cannot be fetched, removes nothing', async () => {
  await using place = await folderBed()
  const name = newSeries()
  for (let day = 0; day < 30; day++) await put(place, name, day)
  const store = await place.store()
  for (const part of ['list', 'read'] as const) {
    for (const after of [0, 1, 17]) {
      const broken = failing(store, part, after)
      await assert.rejects(prune(broken, name, { ...NONE, last: 1 }), { code: 'E_DOWNLOAD' })
    }
  }
  assert.equal((await readSeries(store, name, never)).backups.length, 30)
})

test('an unfinished one that is finished while others are removed is left alone', async () => {
  await using place = await folderBed()
  const name = newSeries()
  for (const day of [1, 3, 4, 5, 6, 7, 8]) await put(place, name, day)
  const slow = idOf(name, 3)
  const real = await place.store()
  const manifest = await readAll(real, { name, id: slow }, `${slow}.manifest.json`)
  await real.remove(name, `${slow}.manifest.json`, never)
  const store: BackupStore = {
    label: real.label,
    list: (...of) => real.list(...of),
    read: (...of) => real.read(...of),
    series: (...of) => real.series(...of),
    put: (...of) => real.put(...of),
    remove: async (series, path, signal) => {
      await real.put(name, `${slow}.manifest.json`, manifest, signal)
      await real.remove(series, path, signal)
    },
  }
  // More than are removed at once; the oldest go first.
  assert.deepEqual(
    await prune(store, name, NONE),
    [4, 5, 6, 7, 8].map((day) => idOf(name, day)).sort(),
  )
  assert.equal((await namesOf(place, name)).length, 4)
})

test('a removal that fails stops, and what it left is no backup', async () => {
  await using place = await folderBed()
  const name = newSeries()
  for (let day = 0; day < 6; day++) await put(place, name, day)
  const store = await place.store()
  const broken: BackupStore = Object.assign(Object.create(store), {
    remove: async (...[series, path, signal]: Parameters<BackupStore['remove']>) => {
      if (path.endsWith('.dump')) throw new UserError('E_CREDENTIALS', 'It may not be removed.')
      await store.remove(series, path, signal)
    },
  })
  await assert.rejects(
    removeBackups(
      broken,
      await readSeries(store, name, never),
      [5, 4, 3].map((day) => ({ id: idOf(name, day), because: '' })),
      never,
      () => assert.fail('nothing was removed whole'),
    ),
    { code: 'E_CREDENTIALS' },
  )
  const { backups } = await readSeries(store, name, never)
  const unfinished = backups.filter(({ state }) => state === 'unfinished')
  assert.equal(unfinished.length, 3)
  assert.deepEqual(
    await prune(store, name, { ...NONE, last: 9 }),
    [5, 4, 3].map((day) => idOf(name, day)),
  )
})
