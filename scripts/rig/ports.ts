import { createServer } from 'node:net'

/**
 * Ports of 127.0.0.1 that are free at the moment, all different.
 * Another process may take one before it is used, so a server that finds its port taken
 * has to be started again with a new one.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere))
  return Promise.all(servers.map(portAfterClosing))
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1)
  return port as number
}

function listenAnywhere() {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

function portAfterClosing(server: ReturnType<typeof createServer>): Promise<number> {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Not a TCP server.')
  return new Promise((resolve) => server.close(() => resolve(address.port)))
}
