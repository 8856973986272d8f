import { connect } from 'node:net'
import type { ConnectionSettings, HostAddress } from '../../postgres/connection.ts'

const PATIENCE_MS = 5_000

/** Whether one of the hosts accepts a connection: from outside of a private network, none does. */
export async function canReach(
  { hosts }: Pick<ConnectionSettings, 'hosts'>,
  signal: AbortSignal,
): Promise<boolean> {
  for (const address of hosts) {
    signal.throwIfAborted()
    if (await accepts(address, signal)) return true
  }
  signal.throwIfAborted()
  return false
}

function accepts({ host, port }: HostAddress, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal, timeout: PATIENCE_MS })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
