import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import type { TokenCredential } from '@azure/identity'
import {
  AnonymousCredential,
  BlobServiceClient,
  newPipeline,
  type RequestPolicyFactory,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { UserError } from '../../errors.ts'
import type { DestinationUrl } from '../../inputs/backup.ts'
import { isConfidential, maySendToken } from './address.ts'
import type { AzureCredentials } from './credentials.ts'

export type AzureUrl = Extract<DestinationUrl, { kind: 'az' }>

/** What a client needs besides the destination's own address. */
export interface Access {
  readonly credentials: AzureCredentials
  /** Of credentials of the kind `identity`. */
  readonly identity: TokenCredential | undefined
}

/** The address of the account's blob service: `?endpoint=`, then what the credentials came with. */
export function serviceAddress(url: AzureUrl, credentials: AzureCredentials): string {
  const own = credentials.kind === 'identity' ? undefined : credentials.endpoint
  const address = url.endpoint ?? own ?? `https://${url.account}.blob.core.windows.net`
  const { host } = new URL(address)
  if (credentials.kind === 'identity') {
    if (maySendToken(address)) return address
    const message = `The token of an identity is sent to blob services of Azure only, not to ${host}.`
    const next = 'Set AZURE_STORAGE_KEY to the key of the account there.'
    throw new UserError('E_CREDENTIALS', message, next)
  }
  if (isConfidential(address)) return address
  const message = `The credentials of ${url.account} are not sent to ${host} over plain HTTP.`
  throw new UserError('E_INPUT', message, 'Use an https:// endpoint.')
}

/**
 * A client for the account. The SDK's own retries are off: connection.ts retries, so that each
 * retry is counted and jittered.
 */
export function createClient(url: AzureUrl, access: Access, idleTimeoutMs: number) {
  const { credentials, identity } = access
  const address = serviceAddress(url, credentials)
  const credential =
    credentials.kind === 'key'
      ? new StorageSharedKeyCredential(url.account, credentials.key)
      : (identity ?? new AnonymousCredential())
  const pipeline = newPipeline(credential, { retryOptions: { maxTries: 1 } })
  pipeline.factories.push(givingUpWhenIdle(idleTimeoutMs))
  const query = credentials.kind === 'sas' ? `?${credentials.sas}` : ''
  return new BlobServiceClient(address + query, pipeline)
}

/**
 * Gives up a connection on which no byte moves for so long, which the SDK does not: its own time
 * limit is for whole requests. A proxy of the environment brings a connection of its own; there
 * only the time until an answer begins is limited.
 */
function givingUpWhenIdle(idleTimeoutMs: number): RequestPolicyFactory {
  const options = { keepAlive: true, timeout: idleTimeoutMs }
  const [plain, secure] = [new HttpAgent(options), new HttpsAgent(options)]
  for (const agent of [plain, secure]) endIdleSockets(agent)
  return {
    create: (next) => ({
      sendRequest(request) {
        if (request.agent) request.timeout = 10 * idleTimeoutMs
        else request.agent = request.url.startsWith('https:') ? secure : plain
        return next.sendRequest(request)
      },
    }),
  }
}

/** An agent only tells that a connection in use is idle. */
function endIdleSockets(agent: HttpAgent): void {
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback) as Socket
    socket.on('timeout', () => {
      const error = new Error('No byte moved for too long.')
      socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }))
    })
    return socket
  }
}
