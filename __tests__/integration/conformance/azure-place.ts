import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackupName } from '../../../src/destinations/destination.ts'
import { inParallel } from '../../../src/destinations/objects/in-parallel.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import {
  type AzureBed,
  azureRefusal,
  azureRequests,
  behind,
  makeAzureBed,
  useCredentials,
} from '../stand-ins/azure-bed.ts'
import { type FaultProxy, startFaultProxy } from '../stand-ins/fault-proxy.ts'
import { destinationAt, storeAt } from '../stand-ins/object-stores.ts'
import { type BackupFiles, type Broken, type Opening, type Place, quick } from './place.ts'

const PREFIX = 'team/a'

/** Azurite. */
export async function startAzurePlace(): Promise<Place> {
  const bed = await makeAzureBed()
  const folder = await mkdtemp(join(tmpdir(), 'azure-place-'))
  return new AzurePlace(bed, await startFaultProxy(new URL(bed.server.endpoint).origin), folder)
}

class AzurePlace implements Place {
  readonly exempt = {}
  readonly network
  readonly #bed: AzureBed
  readonly #folder: string

  constructor(bed: AzureBed, proxy: FaultProxy, folder: string) {
    this.#bed = bed
    this.#folder = folder
    this.network = {
      proxy,
      isData: azureRequests.block,
      isManifest: azureRequests.manifest,
      isDownload: azureRequests.download,
      isList: azureRequests.list,
      refuse: (status: number) => azureRefusal(status, CODES[status] ?? ''),
    }
  }

  async destination(opening: Opening = {}) {
    const host = recordingHost(this.#folder)
    return { destination: destinationAt(this.#url(opening), host, opening.tuning), host }
  }

  async store(opening: Opening = {}) {
    const { log } = recordingHost(this.#folder)
    return storeAt(this.#url(opening), log, opening.tuning)
  }

  async put({ name }: BackupName, files: BackupFiles): Promise<void> {
    for (const [path, body] of Object.entries(files)) await this.#put(`${name}/${path}`, body)
  }

  async putMany(name: string, ids: readonly string[]): Promise<void> {
    const body = Buffer.from('{}')
    await inParallel(ids, (id) => this.#put(`${name}/${id}.manifest.json`, body))
  }

  read({ name }: BackupName, path: string): Promise<Uint8Array> {
    return this.#bed.read(`${PREFIX}/${name}/${path}`)
  }

  names(): Promise<string[]> {
    return this.#bed.keys()
  }

  /** Blocks without a list are not given up: nobody sees them, and they go after a week. */
  async unfinished(): Promise<string[]> {
    return []
  }

  async breakDown(): Promise<Broken> {
    const { proxy, refuse } = this.network
    const fault = { kind: 'answer', answer: refuse(503) } as const
    proxy.add({ when: ({ method }) => method === 'PUT', fault, times: 1000 })
    const opened = await this.destination({ tuning: quick })
    return { opened, code: 'E_UPLOAD', [Symbol.asyncDispose]: async () => proxy.reset() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.network.proxy[Symbol.asyncDispose]()
    await this.#bed[Symbol.asyncDispose]()
    await rm(this.#folder, { recursive: true })
  }

  async #put(path: string, body: Uint8Array): Promise<void> {
    const blob = this.#bed.container.getBlockBlobClient(`${PREFIX}/${path}`)
    await blob.upload(Buffer.from(body), body.length)
  }

  #url({ credentials, isMissing, prefix = PREFIX }: Opening) {
    const wrong = { AZURE_STORAGE_KEY: Buffer.from('another').toString('base64') }
    const known = { wrong, none: {}, right: this.#bed.server.env }
    useCredentials(known[credentials ?? 'right'])
    const container = isMissing ? 'no-such-container' : 'backups'
    const endpoint = behind(this.network.proxy, this.#bed.server)
    return this.#bed.url({ container, prefix, endpoint })
  }
}

const CODES: Readonly<Record<number, string>> = {
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServerBusy',
}
