import { PutObjectCommand } from '@aws-sdk/client-s3'
import { inParallel } from '../../src/destinations/objects/in-parallel.ts'
import { ObjectStore } from '../../src/destinations/objects/object-store.ts'
import { openStorage } from '../../src/destinations/objects/open-storage.ts'
import type { Log } from '../../src/host/host.ts'
import { parseS3Url } from '../../src/inputs/parse-s3-url.ts'
import { BUCKET, inS3, type Place } from './comparisons.ts'

const silent: Log = {
  isLive: false,
  info: () => {},
  warning: () => {},
  error: () => {},
  debug: () => {},
  progress: () => {},
  group: (_title, phase) => phase(),
}

/** How long, in seconds, it takes to list the names of so many manifests, which are put first. */
export async function listManifests(place: Place, count: number): Promise<number> {
  const client = await place.s3.client()
  const ids = Array.from({ length: count }, (_, at) => String(at).padStart(6, '0'))
  await inParallel(ids, async (id) => {
    const Key = `listed/shop/shop-20260101T000000Z-${id}.manifest.json`
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: '{}' }))
  })
  client.destroy()
  Object.assign(process.env, place.s3.env)
  const text = inS3(place, 'listed')
  const url = parseS3Url(text, text.slice('s3://'.length))
  const store = new ObjectStore(await openStorage(url, { log: silent, addSecret: () => {} }))
  const started = performance.now()
  const listed = await Array.fromAsync(store.list('shop', new AbortController().signal))
  if (listed.length !== count) throw new Error(`${listed.length} of ${count} were listed.`)
  return (performance.now() - started) / 1000
}
