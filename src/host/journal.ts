import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
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
  readonly #file = listName(process.pid)

  constructor(environment: Environment) {
    this.#folder = join(temporaryRoot(environment), `pg-backup-runs-${userName(environment)}`)
  }

  /** Keeps this process' list. Its file is gone when the list is empty. */
  write: Journal = (tasks) => {
    if (tasks.length === 0) return rmSync(join(this.#folder, this.#file), { force: true })
    const owner = { pid: process.pid, startTime: ownStartTime(), namespace: processNamespace() }
    this.#put(this.#file, { ...owner, tasks })
  }

  /** Writes down tasks that are nobody's, for whichever process comes next. */
  leave(tasks: readonly CleanupTask[]): void {
    if (tasks.length > 0) this.#put(listName(0), { pid: 0, tasks })
  }

  #put(file: string, list: object): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    // Someone else's folder could be read by them, or hold links to anywhere. Without a list a
    // killed run is not cleaned up after, which is the smaller harm.
    if (!isPrivate(this.#folder)) return
    // Renamed into place, so that a reader never sees half a list.
    const path = join(this.#folder, file)
    const partial = `${path}${PARTIAL}`
    writeFileSync(partial, JSON.stringify(list), { mode: 0o600 })
    renameSync(partial, path)
  }

  /**
   * Hands over the lists of processes that are gone. Each goes to one caller only: the file is
   * renamed first, and removed once `adopt` has made the tasks the caller's own.
   */
  takeLeftovers(adopt: (tasks: CleanupTask[]) => void): void {
    if (!isPrivate(this.#folder)) return
    for (const name of readdirSync(this.#folder)) {
      if (name.endsWith(PARTIAL)) removeIfOld(join(this.#folder, name))
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

/** The end of a list's name while it is being written. */
const PARTIAL = '.partial'
/** Writing one takes milliseconds, and half a list says nothing of its process. */
const PARTIAL_MS = 3_600_000

function removeIfOld(path: string): void {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  if (age > PARTIAL_MS) rmSync(path, { force: true })
}

/** Random, since processes of two containers may have the same pid. */
function listName(pid: number): string {
  return `${pid}-${randomBytes(4).toString('hex')}.json`
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
  if (owner.pid === 0) return true // nobody's
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
