import { errorCode, errorMessage, isAbort, printable, sentence, UserError } from '../../errors.ts'
import type { Search } from '../objects/storage.ts'
import { serviceAddress } from './client.ts'
import type { AzureConnection } from './connection.ts'
import { errorStatus, storeError } from './errors.ts'
import { ResourceManager, type StorageAccount } from './resource-manager.ts'

/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4

/**
 * Proves that the container exists, and that its account is in the wanted region.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
export async function findContainer(
  connection: AzureConnection,
  { mayCreate, wanted }: Search,
  signal: AbortSignal,
): Promise<void> {
  const { account, container } = connection.url
  try {
    await connection.requireCredentials(signal)
    // First the region: nothing is made in another one.
    if (wanted !== undefined) await requireRegion(connection, wanted, signal)
    if (await exists(connection, signal)) return
    if (!mayCreate || !connection.url.create) throw missing(container)
    await createContainer(connection, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (errorCode(error) === 'ENOTFOUND') throw unknownAccount(connection)
    throw storeError(error, `look at az://${account}/${container}`)
  }
}

function missing(container: string): UserError {
  const next = 'Check its name, or add `?create=true` to the destination to have it made.'
  return new UserError('E_BUCKET', `The container ${container} does not exist.`, next)
}

function unknownAccount({ url, credentials }: AzureConnection): UserError {
  const { host } = new URL(serviceAddress(url, credentials))
  const message = `There is no storage account ${url.account}: ${host} is not known.`
  return new UserError('E_BUCKET', message, 'Check its name, and the network’s name servers.')
}

/** Signatures of a container may not ask for its properties; what else they may not, a probe says. */
async function exists(connection: AzureConnection, signal: AbortSignal): Promise<boolean> {
  try {
    await connection.call(
      signal,
      (container, options) => container.getProperties(options),
      FIRST_CONTACT_ATTEMPTS,
    )
    return true
  } catch (error) {
    if (errorStatus(error) === 403) return true
    if (errorStatus(error) === 404) return false
    throw error
  }
}

async function createContainer(connection: AzureConnection, signal: AbortSignal): Promise<void> {
  const { container: name } = connection.url
  try {
    await connection.call(signal, (container, options) => container.create(options))
    connection.log.info(`Made the container ${name}.`)
  } catch (error) {
    // Another run was faster, or the answer to our own request was lost.
    if (errorCode(error) === 'ContainerAlreadyExists') return
    throw storeError(error, `make the container ${name}`)
  }
}

/**
 * The blob service does not tell where it is (Get Account Information has no region), so the
 * management API is asked.
 */
async function requireRegion(
  connection: AzureConnection,
  wanted: string,
  signal: AbortSignal,
): Promise<void> {
  const { account } = connection.url
  const found = await lookUp(connection, wanted, signal)
  if (plain(found.region) !== plain(wanted)) {
    const next = `Name an account in ${wanted}, or set \`region\` to ${found.region} if that is where backups may be.`
    const message = `The storage account ${account} is in ${found.region}, not in ${wanted}.`
    throw new UserError('E_REGION', message, next)
  }
  if (found.secondRegion !== undefined) {
    connection.log.warning(
      `The storage account ${account} keeps a second copy of everything in ${found.secondRegion}.`,
    )
  }
}

/** Azure writes a region as `westeurope` and as `West Europe`. */
function plain(region: string): string {
  return region.toLowerCase().replaceAll(' ', '')
}

async function lookUp(
  connection: AzureConnection,
  wanted: string,
  signal: AbortSignal,
): Promise<StorageAccount> {
  const { url, tuning } = connection
  let found: StorageAccount | undefined
  try {
    const manager = new ResourceManager(
      await connection.identity(),
      process.env,
      { ...tuning, attempts: FIRST_CONTACT_ATTEMPTS },
      signal,
    )
    found = await manager.findAccount(url.account)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof UserError) throw error
    const why = isAbort(error) ? 'no answer came in time.' : errorMessage(error)
    throw unproven(url.account, wanted, `the management API did not tell: ${printable(why)}`)
  }
  if (found === undefined)
    throw unproven(url.account, wanted, 'the identity cannot see the account')
  // Another host may have data of the same account name that lies anywhere.
  if (!isSameAddress(serviceAddress(url, connection.credentials), found.blobAddress)) {
    throw unproven(url.account, wanted, 'the endpoint is not the address of the account')
  }
  return found
}

function isSameAddress(one: string, other: string | undefined): boolean {
  const normal = (address: string) => new URL(address).href.replace(/\/+$/, '')
  return other !== undefined && URL.canParse(other) && normal(one) === normal(other)
}

function unproven(account: string, wanted: string, why: string): UserError {
  const [line = ''] = why.split('\\n')
  const message = `That the storage account ${account} is in ${wanted} cannot be proven: ${sentence(line.slice(0, 300))}`
  const next =
    'Give an identity the role Reader on the account and this step its AZURE_CLIENT_ID and AZURE_TENANT_ID, or leave `region` empty.'
  return new UserError('E_REGION', message, next)
}
