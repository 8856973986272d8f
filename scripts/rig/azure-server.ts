import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { azurite } from './parts.ts'
import { privateFolder, Supervised } from './supervised.ts'

export interface AzureOptions {
  /** A random one where none is named. */
  readonly accountName?: string
  /** Paths of a certificate and its key in PEM: spoken to over TLS, and bearer tokens are known. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

/**
 * Starts Azurite's blob service on a free port of 127.0.0.1. Other keys than that of its one
 * account are refused; of a bearer token it looks at audience and times, not at the signature, and
 * it knows no roles. Takes a second and a half.
 */
export async function startAzure(options: AzureOptions = {}): Promise<AzureServer> {
  const program = await azurite()
  const supervised = new Supervised(await privateFolder('azure'), 'KILL')
  const { tls, accountName = `rig${randomBytes(6).toString('hex')}` } = options
  const accountKey = randomBytes(64).toString('base64')
  const secure = tls ? ['--cert', tls.cert, '--key', tls.key, '--oauth', 'basic'] : []
  const place = ['--blobHost', '127.0.0.1', '--blobPort', '0', '--location', supervised.folder]
  const quiet = ['--silent', '--disableTelemetry', '--skipApiVersionCheck']
  supervised.start([process.execPath, program, ...place, ...quiet, ...secure], {
    AZURITE_ACCOUNTS: `${accountName}:${accountKey}`,
  })
  try {
    const base = await untilListening(supervised)
    return new AzureServer(`${base}/${accountName}`, accountName, accountKey, supervised)
  } catch (error) {
    await supervised.end('SIGKILL')
    await supervised.remove()
    throw error
  }
}

/** Azurite says in its log which port it was given. */
async function untilListening(supervised: Supervised): Promise<string> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const log = await readFile(supervised.logFile, 'utf8')
    const [, base] = /successfully listens on (https?:\/\/[\d.:]+)/.exec(log) ?? []
    if (base !== undefined) return base
    if (!supervised.running || Date.now() > deadline) {
      throw new Error(`Azurite did not start.\n${log.slice(-2000)}`)
    }
    await sleep(50)
  }
}

/** A running blob service. `await using` stops it; it also ends with this process. */
export class AzureServer implements AsyncDisposable {
  /** Address of the account, which is the first part of the path: `http://127.0.0.1:1/account`. */
  readonly endpoint: string
  readonly accountName: string
  readonly accountKey: string
  readonly #supervised: Supervised

  constructor(endpoint: string, accountName: string, accountKey: string, supervised: Supervised) {
    this.endpoint = endpoint
    this.accountName = accountName
    this.accountKey = accountKey
    this.#supervised = supervised
  }

  /** The variables that hold the key. The address comes with the destination. */
  get env(): Record<string, string> {
    return { AZURE_STORAGE_KEY: this.accountKey }
  }

  /** An SDK client with the account's key, to look at what a test left. */
  async client() {
    const { BlobServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-blob')
    const credential = new StorageSharedKeyCredential(this.accountName, this.accountKey)
    return new BlobServiceClient(this.endpoint, credential, { retryOptions: { maxTries: 1 } })
  }

  async createContainer(name: string): Promise<void> {
    await (await this.client()).createContainer(name)
  }

  async stop(): Promise<void> {
    await this.#supervised.end('SIGKILL')
    await this.#supervised.remove()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}
