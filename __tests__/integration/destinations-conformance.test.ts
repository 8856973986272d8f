import { after, before, describe, test } from 'node:test'
import {
  startArtifactPlace,
  startEarlierRunPlace,
  stopArtifactServers,
} from './conformance/artifact-place.ts'
import { startAzurePlace } from './conformance/azure-place.ts'
import { startFilePlace } from './conformance/file-place.ts'
import { startGcsPlace } from './conformance/gcs-place.ts'
import type { Place } from './conformance/place.ts'
import { type RowName, rows } from './conformance/rows.ts'
import { startS3Place } from './conformance/s3-place.ts'

type Places = Readonly<Record<string, () => Promise<Place>>>

/** Every kind of destination, and how its server is started. */
const stores: Places = {
  'a folder': startFilePlace,
  'Amazon S3': startS3Place,
  'Google Cloud Storage': startGcsPlace,
  'Azure Blob Storage': startAzurePlace,
}

/** They share their servers, and alter this process’s timers, so each has it for itself. */
const artifacts: Places = {
  'artifacts of this run': startArtifactPlace,
  'artifacts of an earlier run': startEarlierRunPlace,
}

after(stopArtifactServers)

describe('stores', { concurrency: 2 }, () => conform(stores))
describe('artifacts', () => conform(artifacts))

function conform(places: Places): void {
  for (const [kind, start] of Object.entries(places)) {
    // The tests of one kind see what the others put there, so they take turns.
    describe(kind, { concurrency: 1 }, () => conformAt(start))
  }
}

function conformAt(start: () => Promise<Place>): void {
  let place: Place
  before(async () => {
    place = await start()
  })
  after(() => place?.[Symbol.asyncDispose]())
  for (const [name, row] of Object.entries(rows)) {
    test(name, { timeout: 20_000 }, (t) => {
      const reason = place.exempt[name as RowName]
      return reason === undefined ? row(place, t) : t.skip(reason)
    })
  }
}
