import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { type AzureServer, startAzure } from '../../scripts/rig/azure-server.ts'
import { makeCertificates } from '../../scripts/rig/certificates.ts'
import { AzureCloud } from '../integration/stand-ins/azure-cloud.ts'

const NAME = 'acmebackups'
const CONTAINER = 'database-backups'

/**
 * The storage account of an example. No name server here knows its host, so its address and key
 * come by a connection string of the environment; what proves its region is the identity that the
 * workflow itself takes on.
 */
export class AzureAccount implements AsyncDisposable {
  readonly #server: AzureServer
  readonly #cloud: AzureCloud
  readonly #authority: string

  constructor(server: AzureServer, cloud: AzureCloud, authority: string) {
    this.#server = server
    this.#cloud = cloud
    this.#authority = authority
  }

  static async start(folder: string, location: string): Promise<AzureAccount> {
    const files = await makeCertificates(join(folder, 'azure-tls'), 'none', 'nobody')
    const tls = { cert: files.serverCert, key: files.serverKey }
    setDefaultCACertificates([...getCACertificates(), await readFile(files.ca, 'utf8')])
    const server = await startAzure({ accountName: NAME, tls })
    await server.createContainer(CONTAINER)
    const cloud = await AzureCloud.start(files)
    const properties = { primaryEndpoints: { blob: server.endpoint } }
    cloud.subscriptions = ['sub']
    cloud.accounts = [{ name: NAME, subscription: 'sub', location, properties }]
    return new AzureAccount(server, cloud, files.ca)
  }

  /** What the repository gives the workflow. */
  get vars(): Record<string, string> {
    const { AZURE_CLIENT_ID = '', AZURE_TENANT_ID = '' } = this.#cloud.env
    return { AZURE_CLIENT_ID, AZURE_TENANT_ID }
  }

  /** What the runner gives it. */
  get env(): Record<string, string> {
    const { AZURE_CLIENT_ID: _, AZURE_TENANT_ID: __, ...env } = this.#cloud.env
    const { accountKey, endpoint } = this.#server
    return {
      ...env,
      NODE_EXTRA_CA_CERTS: this.#authority,
      AZURE_STORAGE_CONNECTION_STRING: `AccountName=${NAME};AccountKey=${accountKey};BlobEndpoint=${endpoint}`,
    }
  }

  /** How often the workflow has taken on its identity. */
  get logins(): number {
    return this.#cloud.assertions.length
  }

  async keys(): Promise<string[]> {
    const container = (await this.#server.client()).getContainerClient(CONTAINER)
    return (await Array.fromAsync(container.listBlobsFlat())).map(({ name }) => name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cloud[Symbol.asyncDispose]()
    await this.#server.stop()
  }
}
