import { randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import type { Environment } from './host.ts'

/** The folder for everything that ends with the run: the runner's own, or the system's. */
export function temporaryRoot(environment: Environment): string {
  return resolve(environment.RUNNER_TEMP || tmpdir())
}

/** A name that nobody else has, below the root. Not made yet. */
export function newTemporaryPath(root: string): string {
  return join(root, `pg-backup-${randomBytes(8).toString('hex')}`)
}

/** Makes a folder that only we can look into. Fails where the path exists already. */
export function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    mkdirSync(path, { mode: 0o700 })
    // The mode above is subject to the umask, which may even take away our own rights.
    chmodSync(path, 0o700)
  } catch (error) {
    throw new UserError(
      'E_DISK',
      `The temporary folder ${path} cannot be made.`,
      'Check the space and the rights there, or name another place with TMPDIR.',
      { cause: error },
    )
  }
}

/**
 * Where installed tools are kept: the runner's tool cache; else the user's cache folder as the
 * system has it (XDG on Linux); else, for a user without a home, the temporary folder.
 */
export function toolDirectory(environment: Environment): string {
  if (environment.RUNNER_TOOL_CACHE) return resolve(environment.RUNNER_TOOL_CACHE)
  const cache = cacheDirectory(environment)
  if (cache) return join(cache, 'pg-backup')
  return join(temporaryRoot(environment), `pg-backup-tools-${userName(environment)}`)
}

function cacheDirectory(environment: Environment): string | undefined {
  const { XDG_CACHE_HOME: xdg, HOME: home, LOCALAPPDATA: localAppData } = environment
  // The specification of XDG says that a relative path is to be ignored.
  if (xdg && isAbsolute(xdg)) return xdg
  if (process.platform === 'win32') return localAppData || undefined
  if (!home || !isAbsolute(home)) return undefined
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache')
}

/** Keeps the users of a shared temporary folder apart. */
export function userName(environment: Environment): string {
  return String(process.getuid?.() ?? environment.USERNAME ?? userInfo().username)
}

/**
 * Removes a file or folder that was noted for removal; a symbolic link goes, not what it points
 * to. A path that holds more than one run could have made is refused, whoever wrote it down.
 */
export function removePath(path: string): void {
  const full = resolve(path)
  const precious = [...homeIfAny(), process.cwd(), tmpdir()]
  if (!isAbsolute(path) || precious.some((place) => contains(full, resolve(place)))) {
    throw new Error('this is no path that a run could have made')
  }
  rmSync(full, { recursive: true, force: true, maxRetries: 2 })
}

/** A user of a container that is known by its number only has no home, unless HOME names one. */
function homeIfAny(): string[] {
  try {
    return [homedir()]
  } catch {
    return []
  }
}

/** Whether `inner` is `outer` or lies below it. */
function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner)
  return path === '' || (!path.startsWith('..') && !isAbsolute(path))
}

/** Whether nobody but us can have written this: ours, no link, closed to others. */
export function isPrivate(path: string): boolean {
  try {
    const stat = lstatSync(path)
    const uid = process.getuid?.()
    if (stat.isSymbolicLink()) return false
    return uid === undefined || (stat.uid === uid && (stat.mode & 0o077) === 0)
  } catch {
    return false
  }
}
