import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { type Candidate, checkClient } from './check.ts'
import type { Client } from './client.ts'
import type { Installer } from './installer.ts'
import { type ClientSource, isUnavailable, type Unavailable } from './source.ts'
import { compareVersions, isBelowFloor } from './version.ts'

const HOUR = 3_600_000
const TEMPORARY = '.installing-'

/**
 * The clients that earlier runs fetched, one folder each with `bin` and `lib`:
 * `<tool folder>/pg-client/<major>/<version>-<origin>-<platform>-<arch>/`.
 * A folder is filled under another name and renamed, so one with this name is whole.
 */
export interface ToolCache {
  readonly major: number
  /** `<tool folder>/pg-client/<major>`. */
  readonly directory: string
  readonly host: Host
}

/** Entries for this platform end with this; the version stands before it. */
export function entrySuffix(installer: Installer): string {
  return `-${installer.origin}-${process.platform}-${process.arch}`
}

/** Opens the tool cache, in the run's own folder where the tool folder cannot be written to. */
export async function openToolCache(major: number, host: Host): Promise<ToolCache> {
  const place = join('pg-client', String(major))
  const shared = join(host.toolDirectory, place)
  try {
    await mkdir(shared, { recursive: true })
    await access(shared, constants.W_OK)
    return { major, directory: shared, host }
  } catch {
    const directory = join(await host.temporaryDirectory(), place)
    await mkdir(directory, { recursive: true })
    return { major, directory, host }
  }
}

/**
 * What the given installers left in the tool cache, newest version first. A client without the
 * latest security fixes that is older than a day is left for `age: 'any'`, the last resort, so
 * that a machine that keeps its tool folder for years gets a newer one as soon as there is one.
 */
export function toolCacheSource(
  cache: ToolCache,
  installers: readonly Installer[],
  age: 'fresh' | 'any',
): ClientSource {
  return {
    name: age === 'fresh' ? 'tool cache' : 'tool cache, old entries',
    async find() {
      const reasons: string[] = []
      for (const { installer, name } of await listEntries(cache, installers)) {
        const found = await checkEntry(cache, installer, name)
        if (isUnavailable(found)) reasons.push(found.reason)
        else if (age === 'any' || !(await isOutdated(cache, name, found))) return found
        else reasons.push(`${found.version} is older than the latest security fixes`)
      }
      return { reason: reasons.join('; ') }
    },
  }
}

async function listEntries(cache: ToolCache, installers: readonly Installer[]) {
  const names = await readdir(cache.directory)
  return installers.flatMap((installer) =>
    entriesOf(installer, names).map((name) => ({ installer, name })),
  )
}

function entriesOf(installer: Installer, names: readonly string[]): string[] {
  const suffix = entrySuffix(installer)
  const versionOf = (name: string) => name.slice(0, -suffix.length)
  return names
    .filter((name) => name.endsWith(suffix) && /^\d+(\.\d+|[a-z]+\d*)$/.test(versionOf(name)))
    .filter((name) => installer.version === undefined || versionOf(name) === installer.version)
    .sort((left, right) => compareVersions(versionOf(right), versionOf(left)))
}

async function isOutdated(cache: ToolCache, name: string, client: Client): Promise<boolean> {
  // A pinned version is never replaced by fetching it again.
  if (client.source === 'wheel' || !isBelowFloor(client.version)) return false
  const { mtimeMs } = await stat(join(cache.directory, name))
  return Date.now() - mtimeMs > 24 * HOUR
}

function checkEntry(cache: ToolCache, installer: Installer, name: string) {
  return checkClient(entryCandidate(cache, installer, name), cache.host.signal)
}

function entryCandidate(cache: ToolCache, installer: Installer, name: string): Candidate {
  const folder = join(cache.directory, name)
  // On Linux a library path of the caller's own would win over the run path of the programs.
  const environment: Record<string, string> =
    process.platform === 'linux' ? { LD_LIBRARY_PATH: join(folder, 'lib') } : {}
  const directory = join(folder, 'bin')
  return { major: cache.major, source: installer.name, directory, environment }
}

/**
 * Gives `fill` an empty folder beside the entries, checks what it made and moves it into its
 * place. Whatever happens, the folder is gone at the end: a killed run's is removed by the post
 * step, or by a later run.
 */
export async function installEntry(
  cache: ToolCache,
  installer: Installer,
  fill: (folder: string) => Promise<void>,
): Promise<Client | Unavailable> {
  await sweepLeftovers(cache)
  const temporary = `${TEMPORARY}${randomUUID()}`
  const path = join(cache.directory, temporary)
  const handle = cache.host.cleanup.add({ kind: 'remove-path', path })
  try {
    await mkdir(path)
    await fill(path)
    return await moveIntoPlace(cache, installer, temporary)
  } finally {
    await rm(path, { recursive: true, force: true })
    handle.done()
  }
}

async function moveIntoPlace(
  cache: ToolCache,
  installer: Installer,
  temporary: string,
): Promise<Client | Unavailable> {
  const made = await checkEntry(cache, installer, temporary)
  if (isUnavailable(made)) return made
  const name = `${made.version}${entrySuffix(installer)}`
  const from = join(cache.directory, temporary)
  const to = join(cache.directory, name)
  try {
    await rename(from, to)
  } catch {
    // Either another run was faster, or the entry there does not work any more.
    const present = await checkEntry(cache, installer, name)
    if (!isUnavailable(present)) {
      await utimes(to, new Date(), new Date())
      return present
    }
    await rename(to, `${from}-broken`)
    await rename(from, to)
    await rm(`${from}-broken`, { recursive: true, force: true })
  }
  return { ...made, ...entryCandidate(cache, installer, name) }
}

async function sweepLeftovers(cache: ToolCache): Promise<void> {
  for (const name of await readdir(cache.directory)) {
    if (!name.startsWith(TEMPORARY)) continue
    const path = join(cache.directory, name)
    const made = await stat(path).catch(() => undefined)
    if (made !== undefined && Date.now() - made.mtimeMs > HOUR) {
      await rm(path, { recursive: true, force: true })
    }
  }
}
