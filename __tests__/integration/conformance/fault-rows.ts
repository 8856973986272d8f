import assert from 'node:assert/strict'
import type { SeenRequest } from '../stand-ins/fault-proxy.ts'
import {
  assertNothing,
  assertThere,
  backUp,
  fails,
  makeFiles,
  never,
  newBackup,
  PARTED,
  putBackup,
  readAll,
  write,
} from './backups.ts'
import { type Network, type Place, quick } from './place.ts'

/** What passes by itself, on whatever request it falls. */
const passing = {
  'status 500': (network: Network) => ({ kind: 'answer', answer: network.refuse(500) }) as const,
  'status 503': (network: Network) => ({ kind: 'answer', answer: network.refuse(503) }) as const,
  'status 429': (network: Network) => ({ kind: 'answer', answer: network.refuse(429) }) as const,
  'a cut connection': () => ({ kind: 'cut', afterBytes: 0 }) as const,
}

type Fault = ReturnType<(typeof passing)[keyof typeof passing]>

function networkOf(place: Place): Network {
  assert.ok(place.network)
  place.network.proxy.reset()
  return place.network
}

/** Hits the second and third of the requests that fit, so that something has succeeded before. */
function addTwice(network: Network, when: (seen: SeenRequest) => boolean, fault: Fault): void {
  network.proxy.add({ when, fault, skip: 1, times: 2 })
}

function isRetried(network: Network, retries: number | undefined, least: number): void {
  assert.ok(retries === undefined || retries >= least, `${retries} retries`)
  network.proxy.reset()
}

/** What every destination behind a network does when the network or the server fails. */
export const faultRows = {
  'writing goes on after 500, 503, 429 and a cut connection': async (place: Place) => {
    const network = networkOf(place)
    for (const [what, faultOf] of Object.entries(passing)) {
      addTwice(network, (seen) => network.isData(seen), faultOf(network))
      const { destination } = await backUp(place).catch((error: Error) => {
        throw new Error(`${what}: ${error.message}`, { cause: error })
      })
      isRetried(network, destination.retries, 2)
    }
  },

  'the manifest is written after 500, 503, 429 and a cut connection': async (place: Place) => {
    const network = networkOf(place)
    for (const faultOf of Object.values(passing)) {
      const fault = faultOf(network)
      network.proxy.add({ when: (seen) => network.isManifest(seen), fault, times: 2 })
      const { destination } = await backUp(place, [1000])
      isRetried(network, destination.retries, 2)
    }
  },

  'a manifest whose answer was lost is there once': async (place: Place) => {
    const network = networkOf(place)
    network.proxy.add({
      when: (seen) => network.isManifest(seen),
      fault: { kind: 'lose-answer' },
    })
    const { destination } = await backUp(place, [1000])
    isRetried(network, destination.retries, 1)
  },

  'an abort while the manifest is on its way leaves all of the backup, or nothing': async (
    place: Place,
  ) => {
    const network = networkOf(place)
    const run = new AbortController()
    const abort = (seen: SeenRequest) => {
      if (network.isManifest(seen)) run.abort()
      return network.isManifest(seen)
    }
    network.proxy.add({ when: abort, fault: { kind: 'delay', ms: 200 } })
    const { destination, host } = await place.destination({ tuning: quick })
    const backup = newBackup()
    const writer = await destination.begin(backup, run.signal)
    const files = makeFiles(backup, [1000])
    await write(writer, files)
    const commit = writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
    const isKept = await commit.then(
      () => true,
      () => false,
    )
    await writer.abort()
    await (isKept ? assertThere(place, backup, files) : assertNothing(place, backup))
    assert.deepEqual([...host.left], [])
    network.proxy.reset()
  },

  'writing goes on after a connection that stalls': async (place: Place) => {
    const network = networkOf(place)
    const fault = { kind: 'stall', afterBytes: 50_000 } as const
    network.proxy.add({ when: (seen) => network.isData(seen), fault, skip: 1 })
    const opened = await place.destination({ tuning: { ...quick, idleTimeoutMs: 300 } })
    await backUp(place, [PARTED], opened)
    isRetried(network, opened.destination.retries, 1)
  },

  'a connection that always stalls is given up in bounded time, with nothing left': async (
    place: Place,
  ) => {
    const network = networkOf(place)
    const fault = { kind: 'stall', afterBytes: 50_000 } as const
    network.proxy.add({ when: (seen) => network.isData(seen), fault, times: 1000 })
    const tuning = { ...quick, idleTimeoutMs: 200, attempts: 2 }
    const opened = await place.destination({ tuning })
    const started = performance.now()
    await assert.rejects(backUp(place, [PARTED], opened), fails('E_UPLOAD'))
    assert.ok(performance.now() - started < 15_000)
    network.proxy.reset()
  },

  'bytes that are altered on the way are never kept': async (place: Place) => {
    const network = networkOf(place)
    const fault = { kind: 'flip', atByte: 50_000 } as const
    network.proxy.add({ when: (seen) => network.isData(seen), fault, times: 1000 })
    // Whether the server sees it by a checksum, or we when we look at what it holds.
    await assert.rejects(backUp(place), fails(network.alteredCode ?? 'E_INTEGRITY'))
    network.proxy.reset()
  },

  'bytes that are altered once are sent again': async (place: Place) => {
    const network = networkOf(place)
    const fault = { kind: 'flip', atByte: 50_000 } as const
    network.proxy.add({ when: (seen) => network.isData(seen), fault, skip: 1 })
    const { destination } = await backUp(place)
    isRetried(network, destination.retries, 1)
  },

  'the pauses between attempts are short, and differ from one time to the next': async (
    place: Place,
  ) => {
    const network = networkOf(place)
    const first = await pausesOf(place, network)
    const second = await pausesOf(place, network)
    // At most 40 to 320 ms, and on top what a request itself takes on a busy machine.
    assert.ok(Math.max(...first, ...second) < 3000, `${first} and ${second}`)
    assert.notDeepEqual(first, second)
  },

  'reading goes on after 500, 503, 429 and a cut connection': async (place: Place) => {
    const network = networkOf(place)
    const { backup, files } = await putBackup(place, [20_000_003])
    const path = `${backup.id}.dump`
    for (const [what, faultOf] of Object.entries(passing)) {
      const fault = faultOf(network)
      network.proxy.add({ when: (seen) => network.isDownload(seen), fault, times: 2 })
      const read = await readAll(await place.store({ tuning: quick }), backup, path)
      assert.ok(read.equals(files[path] ?? Buffer.of()), what)
      network.proxy.reset()
    }
  },

  'reading goes on after an answer that is cut or stalls': async (place: Place) => {
    const network = networkOf(place)
    const { backup, files } = await putBackup(place, [20_000_003])
    const path = `${backup.id}.dump`
    for (const kind of ['cut-answer', 'stall-answer'] as const) {
      const fault = { kind, afterBytes: 300_000 }
      network.proxy.add({ when: (seen) => network.isDownload(seen), fault, times: 2 })
      const tuning = { ...quick, idleTimeoutMs: 300 }
      const read = await readAll(await place.store({ tuning }), backup, path)
      assert.ok(read.equals(files[path] ?? Buffer.of()), kind)
      network.proxy.reset()
    }
  },

  'a server that is silent is given up in bounded time': async (place: Place) => {
    const network = networkOf(place)
    const { backup } = await putBackup(place, [1_000_000])
    const fault = { kind: 'stall-answer', afterBytes: 0 } as const
    network.proxy.add({ when: (seen) => network.isDownload(seen), fault, times: 1000 })
    const store = await place.store({ tuning: { ...quick, idleTimeoutMs: 200, attempts: 2 } })
    const started = performance.now()
    await assert.rejects(readAll(store, backup, `${backup.id}.dump`), fails('E_DOWNLOAD'))
    assert.ok(performance.now() - started < 15_000)
    network.proxy.reset()
  },

  'a list is asked for again after 500, 503, 429 and a cut connection': async (place: Place) => {
    const network = networkOf(place)
    const { backup } = await putBackup(place, [10])
    for (const [what, faultOf] of Object.entries(passing)) {
      const fault = faultOf(network)
      network.proxy.add({ when: (seen) => network.isList(seen), fault, times: 2 })
      const store = await place.store({ tuning: quick })
      const listed = await Array.fromAsync(store.list(backup.name, never))
      assert.ok(listed.includes(`${backup.id}.manifest.json`), what)
      network.proxy.reset()
    }
  },

  'a list that fails for good is an error and not a shorter list': async (place: Place) => {
    const network = networkOf(place)
    const { backup } = await putBackup(place, [10])
    const fault = { kind: 'answer', answer: network.refuse(503) } as const
    network.proxy.add({ when: (seen) => network.isList(seen), fault, times: 1000 })
    const store = await place.store({ tuning: quick })
    await assert.rejects(Array.fromAsync(store.list(backup.name, never)), fails('E_DOWNLOAD'))
    network.proxy.reset()
  },
}

/** How long, in milliseconds, it was between the attempts to write a manifest. */
async function pausesOf(place: Place, network: Network): Promise<number[]> {
  const times: number[] = []
  const note = (seen: SeenRequest) => {
    if (network.isManifest(seen)) times.push(performance.now())
    return network.isManifest(seen)
  }
  const fault = { kind: 'answer', answer: network.refuse(503) } as const
  network.proxy.add({ when: note, fault, times: 1000 })
  const tuning = { ...quick, firstPauseMs: 40, attempts: 5 }
  const { destination } = await place.destination({ tuning })
  const backup = newBackup()
  const writer = await destination.begin(backup, never)
  await write(writer, makeFiles(backup, [10]))
  const commit = writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  await assert.rejects(commit, fails('E_UPLOAD'))
  await writer.abort()
  await assertNothing(place, backup)
  network.proxy.reset()
  assert.equal(times.length, 5)
  return times.slice(1).map((time, at) => Math.round(time - (times[at] ?? time)))
}
