import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Journal, parseTasks } from './cleanup.ts'
import type { CleanupTask, Environment } from './host.ts'
import { mayBeRunning, processNamespace, processStartTime } from './process.ts'
import { isPrivate, temporaryRoot, userName } from './temporary.ts'

/**
 * The lists of cleanup tasks on disk, one file for each running process, in a private folder of
 * the user's. A file whose process is gone is what a killed run left.
 */
export class JournalFolder {
  readonly #folder: string
  /** Random, since processes of two containers may have the same pid. */
  readonly #file = `${process.pid}-${randomBytes(4).toString('hex')}.json`

  constructor(environment: Environment) {
    this.#folder = join(temporaryRoot(environment), `pg-backup-runs-${userName(environment)}`)
  }

  /** Keeps this process' list. Its file is gone when the list is empty. */
  write: Journal = (tasks) => {
    const path = join(this.#folder, this.#file)
    if (tasks.length === 0) return rmSync(path, { force: true })
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    // Someone else's folder could be read by them, or hold links to anywhere. Without a list a
    // killed run is not cleaned up after, which is the smaller harm.
    if (!isPrivate(this.#folder)) return
    const owner = { pid: process.pid, startTime: ownStartTime(), namespace: processNamespace() }
    // Renamed into place, so that a reader never sees half a list.
    const partial = `${path}.partial`
    writeFileSync(partial, JSON.stringify({ ...owner, tasks }), { mode: 0o600 })
    renameSync(partial, path)
  }

  /**
   * Hands over the lists of processes that are gone. Each goes to one caller only: the file is
   * renamed first, and removed once `adopt` has made the tasks the caller's own.
   */
  takeLeftovers(adopt: (tasks: CleanupTask[]) => void): void {
    if (!isPrivate(this.#folder)) return
    for (const name of readdirSync(this.#folder)) {
      // A list that someone was killed while taking has a second number.
      if (!/^\d+-[0-9a-f]{8}\.json(\.\d+)?$/.test(name)) continue
      try {
        takeIfLeft(join(this.#folder, name), adopt)
      } catch {
        // Another run took it in the meantime, or it is no list of ours.
      }
    }
  }
}

function takeIfLeft(path: string, adopt: (tasks: CleanupTask[]) => void): void {
  if (!isPrivate(path) || !isLeft(readFileSync(path, 'utf8'))) return
  const taken = `${path.replace(/(\.json)\.\d+$/, '$1')}.${process.pid}`
  renameSync(path, taken)
  adopt(parseTasks(JSON.stringify(JSON.parse(readFileSync(taken, 'utf8')).tasks)))
  rmSync(taken)
}

function isLeft(text: string): boolean {
  const owner = JSON.parse(text) as { pid: unknown; startTime: unknown; namespace: unknown }
  // Pids of another container mean nothing here: its runs clean up after themselves.
  if (owner.namespace !== processNamespace()) return false
  if (typeof owner.pid !== 'number' || typeof owner.startTime !== 'string') return false
  return !mayBeRunning(owner.pid, owner.startTime)
}

let startTime: string | undefined
function ownStartTime(): string {
  startTime ??= processStartTime(process.pid)
  return startTime
}
