import { existsSync } from 'node:fs'
import { errorMessage } from '../errors.ts'
import type {
  Cleanup,
  CleanupHandle,
  CleanupTask,
  DestroyForkTask,
  UndoRestoreTask,
} from './host.ts'
import { endProcess, isRunning } from './process.ts'
import { removePath } from './temporary.ts'

/** What undoes the things that are not on this machine; leftovers.ts has them. */
export interface RemoteUndo {
  /** Removes what an earlier process left of a backup that it did not finish. */
  removeUnfinished(destination: string, key: string): Promise<void>
  /** @returns whether that settles it; if not, the task stays for another process */
  undoRestore(task: UndoRestoreTask): Promise<boolean>
  /** @returns whether that settles it, or is not to be tried again; if not, as above */
  destroyFork(task: DestroyForkTask): Promise<boolean>
}

/** Where the list of tasks is kept so that it outlives this process. */
export type Journal = (tasks: readonly CleanupTask[]) => void

/**
 * The tasks of this run, in the order in which they were added. Every change is written down
 * before `add` returns, and so before the thing in question is made: a process may be killed at
 * any moment, and then another one finds here what to undo.
 */
export class CleanupList implements Cleanup {
  readonly #tasks = new Set<CleanupTask>()
  readonly #journal: Journal

  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** What is not undone yet. */
  get tasks(): readonly CleanupTask[] {
    return [...this.#tasks]
  }

  add(task: CleanupTask): CleanupHandle {
    // A copy, so that two equal tasks stay two.
    const entry = { ...task }
    this.#tasks.add(entry)
    this.#journal([...this.#tasks])
    return { done: () => this.#remove(entry) }
  }

  #remove(entry: CleanupTask): void {
    if (!this.#tasks.delete(entry)) return
    try {
      this.#journal([...this.#tasks])
    } catch {
      // On a full disk the next change writes it again; the list in memory is right.
    }
  }

  /** Undoes what is left, the newest first. Never throws; a failure goes to `warn`. */
  async replay(remote: RemoteUndo, warn: (line: string) => void): Promise<void> {
    for (const task of [...this.#tasks].reverse()) {
      if (await undo(task, remote, warn)) this.#remove(task)
    }
  }

  /** What can be undone without waiting, for a process that has to end now. Never throws. */
  replayNow(): void {
    for (const task of [...this.#tasks].reverse()) {
      try {
        if (undoNow(task)) this.#remove(task)
      } catch {
        // The journal still has it: the post step or the next run tries again.
      }
    }
  }
}

/**
 * Undoes the tasks of a process that is gone, the newest first, and forks at the same time as all
 * else. Never throws.
 *
 * @returns what is not settled, in the order of the tasks
 */
export async function replayTasks(
  tasks: readonly CleanupTask[],
  remote: RemoteUndo,
  warn: (line: string) => void,
): Promise<CleanupTask[]> {
  const unsettled = new Set<CleanupTask>()
  const inTurn = async (some: readonly CleanupTask[]) => {
    for (const task of some.toReversed()) {
      if (!(await undo(task, remote, warn))) unsettled.add(task)
    }
  }
  const isFork = ({ kind }: CleanupTask) => kind === 'destroy-fork'
  // A post step has five minutes: the end of a fork does not wait for a target to be put back.
  await Promise.all([inTurn(tasks.filter(isFork)), inTurn(tasks.filter((task) => !isFork(task)))])
  return tasks.filter((task) => unsettled.has(task))
}

/** @returns whether the task is settled; not so if it failed and is worth another try */
async function undo(
  task: CleanupTask,
  remote: RemoteUndo,
  warn: (line: string) => void,
): Promise<boolean> {
  try {
    if (task.kind === 'undo-restore') return await remote.undoRestore(task)
    if (task.kind === 'destroy-fork') return await remote.destroyFork(task)
    if (task.kind === 'remove-unfinished') await remote.removeUnfinished(task.destination, task.key)
    else if (task.kind === 'end-process') await endProcessGently(task.pid, task.startTime)
    else removeUnlessKept(task)
    return true
  } catch (error) {
    warn(`Could not clean up (${describeTask(task)}): ${errorMessage(error)}`)
    return false
  }
}

function undoNow(task: CleanupTask): boolean {
  if (!('path' in task || 'pid' in task)) return false
  if (task.kind === 'end-process') endProcess(task.pid, task.startTime, 'SIGKILL')
  else removeUnlessKept(task)
  return true
}

/** That it is kept by now may not have been written down: a disk may have been full. */
function removeUnlessKept({ path, unless }: Extract<CleanupTask, { kind: 'remove-path' }>): void {
  if (unless === undefined || !existsSync(unless)) removePath(path)
}

/** SIGTERM first: pg_dump then closes its connections and the server ends their queries. */
async function endProcessGently(pid: number, startTime: string): Promise<void> {
  endProcess(pid, startTime, 'SIGTERM')
  for (let waited = 0; waited < 2000 && isRunning(pid, startTime); waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  endProcess(pid, startTime, 'SIGKILL')
}

export function describeTask(task: CleanupTask): string {
  switch (task.kind) {
    case 'remove-path':
      return `remove ${task.path}`
    case 'end-process':
      return `end process ${task.pid}`
    case 'remove-unfinished':
      return `remove what is left of ${task.key} at ${task.destination}`
    case 'undo-restore':
      return `see to the target "${task.database}" of the restore of ${task.backupId}`
    case 'destroy-fork':
      return `destroy the fork ${task.name}`
  }
}

/**
 * Reads tasks that another process wrote down. What is not a task is left out: the text comes from
 * a file or from the environment, and must not make us do anything else.
 */
export function parseTasks(text: string): CleanupTask[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    return []
  }
  return Array.isArray(list) ? list.filter(isTask) : []
}

function isTask(value: unknown): value is CleanupTask {
  if (typeof value !== 'object' || value === null) return false
  const task = value as Record<string, unknown>
  const areTexts = (...names: string[]) => names.every((name) => typeof task[name] === 'string')
  switch (task.kind) {
    case 'remove-path':
      return areTexts('path') && ['string', 'undefined'].includes(typeof task.unless)
    case 'end-process':
      return areTexts('startTime') && Number.isSafeInteger(task.pid)
    case 'remove-unfinished':
      return areTexts('destination', 'key')
    case 'undo-restore':
      return isUndoRestore(task)
    case 'destroy-fork':
      return isDestroyFork(task)
    default:
      return false
  }
}

function isUndoRestore(task: Record<string, unknown>): boolean {
  const texts = ['database', 'backupId', 'runToken', 'beside', 'safetyBackup']
  return (
    texts.every((name) => typeof task[name] === 'string') &&
    ['database-url', 'heroku-app', 'scratch-url', 'target-url'].includes(String(task['input'])) &&
    ['into-empty', 'clean', 'swap'].includes(String(task['mode'])) &&
    typeof task['isEmptied'] === 'boolean' &&
    Number.isSafeInteger(task['objects'])
  )
}

function isDestroyFork(task: Record<string, unknown>): boolean {
  return (
    ['name', 'place', 'sourceId', 'notedAt'].every((name) => typeof task[name] === 'string') &&
    ['heroku', 'neon', 'rds'].includes(String(task['provider'])) &&
    typeof task['isAnswered'] === 'boolean'
  )
}
