import assert from 'node:assert/strict'
import { type S3Options, type S3Server, startS3 } from '../../scripts/rig/s3-server.ts'
import { type FaultProxy, startFaultProxy } from './stand-ins/fault-proxy.ts'
import { Witness } from './stand-ins/s3-bed.ts'

let count = 0

/** A real bucket that tests share, each with a prefix and a damaging proxy of its own. */
export class TestBucket implements AsyncDisposable {
  readonly server: S3Server
  readonly #witness: Witness
  readonly #close: () => void

  constructor(server: S3Server, witness: Witness, close: () => void) {
    this.server = server
    this.#witness = witness
    this.#close = close
  }

  static async start(options: S3Options = {}): Promise<TestBucket> {
    const server = await startS3(options)
    await server.createBucket('backups')
    const client = await server.client()
    return new TestBucket(server, new Witness(client), () => client.destroy())
  }

  /** The keys, and no address: that comes with the destination. */
  get env(): Record<string, string> {
    const { AWS_ENDPOINT_URL_S3: _, ...env } = this.server.env
    return env
  }

  async place(): Promise<BucketPlace> {
    count += 1
    const proxy = await startFaultProxy(this.server.endpoint)
    return new BucketPlace(`test-${count}`, proxy, this.#witness)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close()
    await this.server.stop()
  }
}

export class BucketPlace implements AsyncDisposable {
  readonly prefix: string
  readonly proxy: FaultProxy
  readonly #witness: Witness

  constructor(prefix: string, proxy: FaultProxy, witness: Witness) {
    this.prefix = prefix
    this.proxy = proxy
    this.#witness = witness
  }

  get destination(): string {
    return this.inBucket('backups')
  }

  inBucket(bucket: string): string {
    return `s3://${bucket}/${this.prefix}?endpoint=${this.proxy.endpoint}`
  }

  async keys(): Promise<string[]> {
    return (await this.#witness.keys()).filter((key) => key.startsWith(`${this.prefix}/`))
  }

  async uploads(): Promise<string[]> {
    return (await this.#witness.uploads()).filter((key) => key.startsWith(`${this.prefix}/`))
  }

  async assertEmpty(): Promise<void> {
    assert.deepEqual(await this.uploads(), [], 'an upload was left')
    assert.deepEqual(await this.keys(), [], 'an object was left')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]()
  }
}
