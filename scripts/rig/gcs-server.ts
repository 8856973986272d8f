import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Permission } from './gcs-accounts.ts'
import { type GcsFront, type Placement, startGcsFront } from './gcs-front.ts'
import type { GcsSessions } from './gcs-sessions.ts'
import { fakeGcsServer } from './parts.ts'
import { freePort } from './ports.ts'
import { privateFolder, Supervised } from './supervised.ts'

const everything: readonly Permission[] = [
  'buckets.get',
  'buckets.create',
  'objects.create',
  'objects.get',
  'objects.list',
  'objects.delete',
]

/** What the role Storage Object User holds of them. */
export const objectUser = everything.filter((one) => one.startsWith('objects.'))

/**
 * Starts a server of Google Cloud Storage on 127.0.0.1: fake-gcs-server, behind a front that has
 * what the emulator lacks (gcs-front.ts). Requests without a token of it are refused. Its buckets
 * are in EUROPE-WEST1 unless they are placed elsewhere.
 */
export async function startGcs(): Promise<GcsServer> {
  const program = await fakeGcsServer()
  for (let attempt = 1; ; attempt++) {
    const supervised = new Supervised(await privateFolder('gcs'), 'KILL')
    try {
      return await tryToStart(program, supervised)
    } catch (error) {
      // Nearly always a port that another server took in the meantime.
      await supervised.end('SIGKILL')
      await supervised.remove()
      if (attempt === 3) throw error
    }
  }
}

async function tryToStart(program: string, supervised: Supervised): Promise<GcsServer> {
  const data = join(supervised.folder, 'data')
  await mkdir(data)
  const port = await freePort()
  const emulator = `http://127.0.0.1:${port}`
  const where = ['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port)]
  const named = ['-public-host', `127.0.0.1:${port}`, '-external-url', emulator]
  const kept = ['-backend', 'filesystem', '-filesystem-root', data, '-location', 'EUROPE-WEST1']
  supervised.start([program, ...where, ...named, ...kept, '-log-level', 'warn'])
  await untilReady(emulator, supervised)
  const front = await startGcsFront(emulator)
  const server = new GcsServer(emulator, front, supervised)
  server.credentialsFile = await server.addAccount('rig', everything)
  return server
}

async function untilReady(emulator: string, supervised: Supervised): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const answer = await fetch(`${emulator}/storage/v1/b?project=rig`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok) return
    if (!supervised.running || Date.now() > deadline) {
      const log = await readFile(supervised.logFile, 'utf8')
      throw new Error(`fake-gcs-server did not start.\n${log.slice(-2000)}`)
    }
    await sleep(20)
  }
}

/** A running server. `await using` stops it; the emulator also ends with this process. */
export class GcsServer implements AsyncDisposable {
  /** For `?endpoint=`. */
  readonly endpoint: string
  /** The emulator itself, which asks for no token, to look at what a test left. */
  readonly emulator: string
  /** Of an account that may do everything. */
  credentialsFile = ''
  readonly #front: GcsFront
  readonly #supervised: Supervised

  constructor(emulator: string, front: GcsFront, supervised: Supervised) {
    this.endpoint = front.endpoint
    this.emulator = emulator
    this.#front = front
    this.#supervised = supervised
  }

  get sessions(): GcsSessions {
    return this.#front.sessions
  }

  /** The variables that lead Google's libraries to the account's credentials, and to no others. */
  get env(): Record<string, string> {
    return this.envOf(this.credentialsFile)
  }

  envOf(credentialsFile: string): Record<string, string> {
    return {
      GOOGLE_APPLICATION_CREDENTIALS: credentialsFile,
      GOOGLE_CLOUD_PROJECT: 'rig',
      // No machine at Google's: whoever finds no file finds nothing.
      METADATA_SERVER_DETECTION: 'none',
    }
  }

  /**
   * A new account.
   *
   * @returns its credentials file, as google-github-actions/auth writes one for workload identity
   *   federation: where the subject's token is, and which service gives an access token for it
   */
  async addAccount(name: string, may: readonly Permission[]): Promise<string> {
    return this.#writeCredentials(name, this.#front.accounts.add(may))
  }

  /** An account that may do everything, whose token service is reached through another address. */
  addAccountBehind(endpoint: string): Promise<string> {
    return this.#writeCredentials('behind', this.#front.accounts.add(everything), endpoint)
  }

  /** A credentials file whose token the token service refuses. */
  unknownAccount(): Promise<string> {
    return this.#writeCredentials('unknown', randomBytes(24).toString('hex'))
  }

  async #writeCredentials(
    name: string,
    subject: string,
    endpoint = this.endpoint,
  ): Promise<string> {
    const source = join(this.#supervised.folder, `${name}.token`)
    await writeFile(source, subject, { mode: 0o600 })
    const pool = 'projects/1/locations/global/workloadIdentityPools/rig/providers/rig'
    const file = join(this.#supervised.folder, `${name}.json`)
    const credentials = {
      type: 'external_account',
      audience: `//iam.googleapis.com/${pool}`,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${endpoint}/sts`,
      credential_source: { file: source },
    }
    await writeFile(file, JSON.stringify(credentials), { mode: 0o600 })
    return file
  }

  /** All subjects' tokens, and what was given for them. */
  get secrets(): string[] {
    return this.#front.accounts.secrets
  }

  /** No token that was given so far is accepted any more. */
  expireTokens(): void {
    this.#front.accounts.expireTokens()
  }

  async createBucket(name: string, placement?: Placement): Promise<void> {
    const body = JSON.stringify({ name })
    const headers = { 'content-type': 'application/json' }
    const url = `${this.emulator}/storage/v1/b?project=rig`
    const answer = await fetch(url, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`The bucket ${name} was not made: ${await answer.text()}`)
    await answer.arrayBuffer()
    if (placement !== undefined) this.#front.placements.set(name, placement)
  }

  /** From now on nothing that is in the bucket may be altered or removed. */
  hold(bucket: string): void {
    this.#front.held.add(bucket)
  }

  /** What a bucket was asked for that was not made by `createBucket`. */
  creationOf(bucket: string): Readonly<Record<string, unknown>> {
    return this.#front.creations.get(bucket) ?? {}
  }

  /** The keys of all objects in a bucket; the emulator tells them on one page. */
  async keys(bucket: string): Promise<string[]> {
    const answer = await fetch(`${this.emulator}/storage/v1/b/${bucket}/o`)
    const { items = [] } = (await answer.json()) as { items?: { name: string }[] }
    return items.map(({ name }) => name)
  }

  /** The emulator's description of an object. */
  async describe(bucket: string, key: string): Promise<Record<string, unknown>> {
    const url = `${this.emulator}/storage/v1/b/${bucket}/o/${encodeURIComponent(key)}`
    return (await (await fetch(url)).json()) as Record<string, unknown>
  }

  /** Puts an object, over an older one. */
  async write(bucket: string, key: string, content: Uint8Array): Promise<void> {
    const name = encodeURIComponent(key)
    const url = `${this.emulator}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${name}`
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await fetch(url, { method: 'POST', headers, body: Buffer.from(content) })
    if (!answer.ok) throw new Error(`${key} was not written: ${await answer.text()}`)
    await answer.arrayBuffer()
  }

  async read(bucket: string, key: string): Promise<Buffer> {
    const url = `${this.emulator}/storage/v1/b/${bucket}/o/${encodeURIComponent(key)}?alt=media`
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${key} cannot be read: ${answer.status}`)
    return Buffer.from(await answer.arrayBuffer())
  }

  async stop(): Promise<void> {
    await this.#front.close()
    await this.#supervised.end('SIGKILL')
    await this.#supervised.remove()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}
