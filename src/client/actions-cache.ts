import { cp, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errorMessage } from '../errors.ts'
import type { Client } from './client.ts'
import type { Installer } from './installer.ts'
import type { ClientSource } from './source.ts'
import { entrySuffix, installEntry, type ToolCache, toolCacheSource } from './tool-cache.ts'

/** Fetching the client anew takes a few seconds, so waiting longer for a cached one is no gain. */
const TIME_LIMIT = 20_000

/**
 * GitHub's cache service, which gives a fresh runner what an earlier run saved. It keeps paths as
 * they are, so entries travel by a folder whose name is always the same, and are moved into the
 * tool cache from there.
 */
export function actionsCacheSource(
  cache: ToolCache,
  installers: readonly Installer[],
): ClientSource {
  return {
    name: 'Actions cache',
    async find() {
      const failure = await withExchange(cache, async (exchange, service) => {
        const [first = '', ...others] = installers.map((installer) => keyOf(cache, installer))
        const hit = await service.restoreCache([exchange], first, others)
        if (hit !== undefined) await takeEntries(cache, installers, exchange)
      })
      if (failure !== undefined) return { reason: failure }
      return await toolCacheSource(cache, installers, 'fresh').find()
    },
  }
}

/** Saves a client that was just fetched. What goes wrong is a debug line, and never more. */
export async function saveToActionsCache(
  cache: ToolCache,
  installer: Installer,
  client: Client,
): Promise<void> {
  const failure = await withExchange(cache, async (exchange, service) => {
    const entry = dirname(client.directory)
    await cp(entry, join(exchange, basename(entry)), { recursive: true, verbatimSymlinks: true })
    await service.saveCache([exchange], keyOf(cache, installer, client.version))
  })
  if (failure !== undefined) cache.host.log.debug(`The client was not cached: ${failure}.`)
}

/**
 * Ends with the version. Where that is not known yet the key ends before it, and the service, which
 * takes a key as the beginning of one, gives the entry that was saved last.
 */
function keyOf(cache: ToolCache, installer: Installer, version = installer.version ?? ''): string {
  return `pg-client-${cache.major}${entrySuffix(installer)}-${version}`
}

type CacheService = typeof import('@actions/cache')

/**
 * Runs `work` with an empty exchange folder for it alone, and resolves to what went wrong, if
 * anything did. Throws only when the run was cancelled.
 */
async function withExchange(
  cache: ToolCache,
  work: (exchange: string, service: CacheService) => Promise<void>,
): Promise<string | undefined> {
  const { signal, cleanup } = cache.host
  try {
    // It takes a while to load, and a run that finds its client on the system does without.
    const service = await import('@actions/cache')
    if (!service.isFeatureAvailable()) return 'there is no cache service here'
    const path = join(cache.directory, '.exchange')
    await claim(path)
    const handle = cleanup.add({ kind: 'remove-path', path })
    try {
      await bounded(work(path, service), signal)
    } finally {
      await rm(path, { recursive: true, force: true })
      handle.done()
    }
    return undefined
  } catch (error) {
    signal.throwIfAborted()
    return errorMessage(error)
  }
}

/** Another run on this machine may be using the folder, or may have been killed while it did. */
async function claim(path: string): Promise<void> {
  const made = await stat(path).catch(() => undefined)
  if (made !== undefined && Date.now() - made.mtimeMs > 10 * TIME_LIMIT) {
    await rm(path, { recursive: true, force: true })
  }
  await mkdir(path)
}

/** `@actions/cache` takes no signal: what it still does is of no interest any more. */
async function bounded(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)])
  const ended = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason), { once: true })
  })
  await Promise.race([work, ended])
}

async function takeEntries(cache: ToolCache, installers: readonly Installer[], exchange: string) {
  const names = await readdir(exchange)
  for (const installer of installers) {
    for (const name of names.filter((entry) => entry.endsWith(entrySuffix(installer)))) {
      await installEntry(cache, installer, async (folder) => {
        await rmdir(folder)
        await rename(join(exchange, name), folder)
      })
    }
  }
}
