import type { Client, ClientRequest } from '../../client/client.ts'
import { findClient } from '../../client/find.ts'
import { errorMessage, sentence, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { hasServer } from '../../scratch/server-programs.ts'

/**
 * Finds the programs of a server of the wanted major: beside the client where they are, else in
 * the wheel, the one source that always has them.
 *
 * @param client one that was found already
 * @throws UserError `E_CLIENT`, and what `findClient` throws
 */
export async function findServer(
  host: Host,
  request: ClientRequest,
  client?: Client,
): Promise<Client> {
  const { major, cache } = request
  const found = client?.major === major ? client : await findClient(request, host)
  if (await hasServer(found)) return found
  const wheel = await findClient({ major, source: 'wheel', cache }, host).catch((error) => {
    host.signal.throwIfAborted()
    throw noServer(found, sentence(errorMessage(error)), error)
  })
  if (await hasServer(wheel)) return wheel
  throw noServer(found, `Neither has ${wheel.directory}.`)
}

function noServer({ major, directory }: Client, what: string, cause?: unknown): UserError {
  return new UserError(
    'E_CLIENT',
    `There is no PostgreSQL ${major} server to restore into: ${directory} has only the client. ${what}`,
    'Install the server on this machine, or use the verify action with a scratch-url.',
    { cause },
  )
}
