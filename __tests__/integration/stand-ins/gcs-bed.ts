import { type GcsServer, startGcs } from '../../../scripts/rig/gcs-server.ts'
import type { GsUrl } from '../../../src/destinations/gcs/endpoint.ts'
import type { ObjectTuning } from '../../../src/destinations/objects/tuning.ts'
import type { Answer, SeenRequest } from './fault-proxy.ts'
import { destinationAt } from './object-stores.ts'
import { RecordingHost } from './s3-bed.ts'

/** Parts of 1 MiB, and pauses that cost a test no time. */
export const quickParts: Partial<ObjectTuning> = {
  partSize: () => 1024 * 1024,
  firstPauseMs: 1,
  attempts: 4,
  idleTimeoutMs: 1000,
}

export function gsUrl(endpoint: string, more: Partial<GsUrl> = {}): GsUrl {
  const [bucket, prefix] = [more.bucket ?? 'backups', more.prefix ?? 'team/a']
  const text = `gs://${bucket}/${prefix}?endpoint=${endpoint}`
  return { kind: 'gs', text, bucket, prefix, endpoint, create: false, ...more }
}

export function openGcs(url: GsUrl, tuning: Partial<ObjectTuning> = quickParts) {
  const host = new RecordingHost()
  return { host, destination: destinationAt(url, host, tuning) }
}

/** A server with the bucket `backups`. */
export async function makeGcsBed(): Promise<GcsServer> {
  const server = await startGcs()
  await server.createBucket('backups')
  return server
}

/** Makes this process find these credentials, and nothing of the machine's. */
export function useGoogle(environment: Readonly<Record<string, string>>): void {
  for (const name of ['GOOGLE_APPLICATION_CREDENTIALS', 'STORAGE_EMULATOR_HOST']) {
    delete process.env[name]
  }
  Object.assign(process.env, environment)
}

const isUpload = ({ path }: SeenRequest) => path.startsWith('/upload/')
const range = ({ headers }: SeenRequest) => String(headers['content-range'] ?? '')

export const gcsRequests = {
  begin: (seen: SeenRequest) => seen.method === 'POST' && seen.query.includes('resumable'),
  part: (seen: SeenRequest) => seen.method === 'PUT' && /^bytes \d+-/.test(range(seen)),
  lastPart: (seen: SeenRequest) => /^bytes \d+-\d+\/\d+$/.test(range(seen)),
  state: (seen: SeenRequest) => seen.method === 'PUT' && range(seen).startsWith('bytes */'),
  giveUp: (seen: SeenRequest) => seen.method === 'DELETE' && seen.query.includes('upload_id='),
  put: (seen: SeenRequest) => isUpload(seen) && seen.query.includes('uploadType=multipart'),
  manifest: (seen: SeenRequest) => isUpload(seen) && seen.query.includes('.manifest.json'),
  download: (seen: SeenRequest) => seen.query.includes('alt=media'),
  list: (seen: SeenRequest) => seen.method === 'GET' && /\/b\/[^/]+\/o$/.test(seen.path),
  head: (seen: SeenRequest) => seen.method === 'GET' && seen.query.startsWith('fields=size'),
  token: (seen: SeenRequest) => seen.path === '/sts',
}

/** A refusal as the JSON API words it. */
export function gcsRefusal(code: number, message = 'Try again.', reason = 'backendError'): Answer {
  const error = { code, message, errors: [{ domain: 'global', reason, message }] }
  return {
    status: code,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error }),
  }
}
