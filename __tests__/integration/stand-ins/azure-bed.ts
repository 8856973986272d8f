import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { ContainerClient } from '@azure/storage-blob'
import {
  type AzureOptions,
  type AzureServer,
  startAzure,
} from '../../../scripts/rig/azure-server.ts'
import type { AzureUrl } from '../../../src/destinations/azure/client.ts'
import type { ObjectTuning } from '../../../src/destinations/objects/tuning.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import type { Answer, SeenRequest } from './fault-proxy.ts'
import { destinationAt } from './object-stores.ts'

export const MiB = 1024 * 1024
export const never = new AbortController().signal

/** Small blocks, and pauses that cost a test no time. */
export const quick: Partial<ObjectTuning> = {
  partSize: () => 5 * MiB,
  firstPauseMs: 1,
  attempts: 4,
  idleTimeoutMs: 1000,
}

/** A server with the container `backups`, and someone to look into it. */
export interface AzureBed extends AsyncDisposable {
  readonly server: AzureServer
  readonly container: ContainerClient
  url(more?: Partial<AzureUrl>): AzureUrl
  keys(): Promise<string[]>
  read(key: string): Promise<Buffer>
}

export async function makeAzureBed(options: AzureOptions = {}): Promise<AzureBed> {
  const server = await startAzure(options)
  const container = (await server.client()).getContainerClient('backups')
  await container.create()
  return {
    server,
    container,
    url: (more = {}) => azureUrl(server, more),
    keys: async () => (await Array.fromAsync(container.listBlobsFlat())).map(({ name }) => name),
    read: (key) => container.getBlobClient(key).downloadToBuffer(),
    [Symbol.asyncDispose]: () => server.stop(),
  }
}

export function azureUrl(server: AzureServer, more: Partial<AzureUrl> = {}): AzureUrl {
  const { accountName: account, endpoint } = server
  const [container, prefix] = [more.container ?? 'backups', more.prefix ?? 'team/a']
  const text = `az://${account}/${container}/${prefix}?endpoint=${more.endpoint ?? endpoint}`
  return { kind: 'az', text, account, container, prefix, endpoint, create: false, ...more }
}

/** The address of the account behind a proxy of the server. */
export function behind(proxy: { readonly endpoint: string }, server: AzureServer): string {
  return `${proxy.endpoint}/${server.accountName}`
}

const variables = [
  'AZURE_STORAGE_CONNECTION_STRING',
  'AZURE_STORAGE_KEY',
  'AZURE_STORAGE_SAS_TOKEN',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AUTHORITY_HOST',
  'AZURE_RESOURCE_MANAGER_URL',
  'AZURE_SUBSCRIPTION_ID',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'IDENTITY_ENDPOINT',
  'IDENTITY_HEADER',
]

/** Makes this process find these credentials, and nothing of the machine's. */
export function useCredentials(env: Readonly<Record<string, string>>): void {
  for (const name of variables) delete process.env[name]
  // The chain looks no further, on this machine or around it.
  const chain = { AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' }
  Object.assign(process.env, chain, env)
}

export function open(url: AzureUrl, tuning: Partial<ObjectTuning> = quick) {
  const host = recordingHost(tmpdir())
  return { host, destination: destinationAt(url, host, tuning) }
}

let count = 0

/** A new id of the series `shop`. */
export function newBackup(): { name: string; id: string } {
  const id = `shop-20260101T000000Z-${(++count).toString(36).padStart(6, '0')}`
  return { name: 'shop', id }
}

/**
 * Takes a backup, as the operation does: written, committed and read again, or aborted. After an
 * abort nothing of it may be left.
 */
export async function backUp(
  bed: AzureBed,
  url: AzureUrl,
  tuning: Partial<ObjectTuning> = quick,
  size = 12 * MiB,
) {
  const backup = newBackup()
  const content = randomBytes(size)
  const { destination, host } = open(url, tuning)
  const writer = await destination.begin(backup, never)
  try {
    const file = await writer.openFile(`${backup.id}.dump`)
    await file.write(content)
    await file.close()
    const stored = await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
    assert.ok(content.equals(await bed.read(`${url.prefix}/shop/${backup.id}.dump`)))
    return { destination, host, backup, stored }
  } catch (error) {
    await writer.abort()
    assert.ok(!(await bed.keys()).some((found) => found.includes(backup.id)))
    assert.equal(host.left.size, 0)
    throw error
  }
}

const hasQuery = (seen: SeenRequest, text: string) => `&${seen.query}&`.includes(`&${text}&`)
const isBlob = ({ path }: SeenRequest) => path.split('/').length > 4

/** Which request is which ("Blob service REST API"), below an address with the account in it. */
export const azureRequests = {
  block: (seen: SeenRequest) => seen.method === 'PUT' && hasQuery(seen, 'comp=block'),
  blockList: (seen: SeenRequest) => seen.method === 'PUT' && hasQuery(seen, 'comp=blocklist'),
  committed: (seen: SeenRequest) => seen.method === 'GET' && hasQuery(seen, 'comp=blocklist'),
  manifest: (seen: SeenRequest) => seen.method === 'PUT' && seen.path.endsWith('.manifest.json'),
  /** Of an archive in one request. */
  archive: (seen: SeenRequest) =>
    seen.method === 'PUT' && seen.path.endsWith('.dump') && !seen.query.includes('comp='),
  head: (ext: string) => (seen: SeenRequest) => seen.method === 'HEAD' && seen.path.endsWith(ext),
  download: (seen: SeenRequest) =>
    seen.method === 'GET' && isBlob(seen) && !seen.query.includes('comp='),
  list: (seen: SeenRequest) => seen.method === 'GET' && hasQuery(seen, 'comp=list'),
}

/** An error answer as Azure gives it. */
export function azureRefusal(status: number, code: string): Answer {
  const text = `${code} it is\nRequestId:00000000-0000-0000-0000-000000000000\nTime:now`
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body }
}
