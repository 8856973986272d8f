import { removeLeftover } from './destinations/objects/leftover.ts'
import { isObjectUrl } from './destinations/objects/object-url.ts'
import { openStorage } from './destinations/objects/open-storage.ts'
import { errorMessage } from './errors.ts'
import { describeTask, type RemoteUndo, replayTasks } from './host/cleanup.ts'
import type { CleanupTask, Host, UndoRestoreTask } from './host/host.ts'
import type { ProcessHost } from './host/process-host.ts'
import { loadHerokuTarget, loadTarget } from './inputs/load-target.ts'
import { parseDestination } from './inputs/parse-destination.ts'
import { wayBack } from './report/safety-backup.ts'

/** Stores that do not answer must not hold up the end of a run. */
const ABORT_MS = 20_000
/** A job that is cancelled gives its post steps five minutes. */
const UNDO_RESTORE_MS = 240_000

type UndoRestore = RemoteUndo['undoRestore']
/** What differs between a later run, the end of the run itself, and its post step. */
export type Undo = Pick<RemoteUndo, 'destroyFork' | 'undoRestore'>

/** Undoes what earlier runs left that were killed, and what the caller knows of besides. */
export async function undoLeftovers(
  host: ProcessHost,
  undo: Undo,
  known: readonly CleanupTask[] = [],
): Promise<void> {
  const tasks = new Map(known.map((task) => [JSON.stringify(task), task]))
  const handles = known.map((task) => host.cleanup.add(task))
  host.journals.takeLeftovers((left) => {
    for (const task of left) {
      tasks.set(JSON.stringify(task), task)
      handles.push(host.cleanup.add(task))
    }
  })
  if (tasks.size === 0) return
  await host.log.group('Clean up after a run that was stopped', async () => {
    const list = [...tasks.values()]
    for (const task of list.toReversed()) host.log.info(describeTask(task))
    const warn = (line: string) => host.log.warning(line)
    const unsettled = await replayTasks(list, remoteUndo(host, undo), warn)
    // Another run may have the key of a fork; until when that is hoped for, its provider decides.
    host.journals.leave(unsettled.filter(({ kind }) => kind === 'destroy-fork'))
  })
  // One attempt: all else that failed was told, and would most likely fail for ever.
  for (const handle of handles) handle.done()
}

export function remoteUndo(host: Host, undo: Undo): RemoteUndo {
  return {
    ...undo,
    // The run's own signal is no help here: it may be aborted by now.
    async removeUnfinished(destination, key) {
      const url = parseDestination(destination, process.cwd())
      // Folders have tasks of their own, and artifacts are seen to by GitHub.
      if (!isObjectUrl(url)) return
      const storage = await openStorage(url, host)
      await removeLeftover(storage, key, AbortSignal.timeout(ABORT_MS))
    },
  }
}

/** At the end of a run that has just tried in vain: the post step tries again. */
export const keepForLater = async (): Promise<boolean> => false

/** In a later run, whose inputs are of another target, perhaps: the next restore into it sees to it. */
export function tellOfRestore({ log }: Host): UndoRestore {
  return async ({ input, database, backupId, mode, beside, safetyBackup }) => {
    if (input === 'scratch-url') {
      log.warning(
        `A verification was stopped and left "${beside}" on its scratch server. The next one of "${database}" there removes it.`,
      )
      return true
    }
    const what = `The restore of ${backupId} into "${database}" (${mode}) was stopped half-way.`
    const where = beside === '' ? '' : `It was made in "${beside}".`
    const next = mode === 'clean' ? 'See what it holds.' : 'The next restore into it cleans up.'
    log.warning(sentences(what, where, wayBack(safetyBackup), next))
    return true
  }
}

/** In the post step, which has the inputs of its own main step, and of no other run. */
export function undoOwnRestore(host: Host, own: readonly CleanupTask[]): UndoRestore {
  const tell = tellOfRestore(host)
  return async (task) => {
    const isOwn = own.some((one) => 'runToken' in one && one.runToken === task.runToken)
    if (!isOwn) return tell(task)
    tellState(host, task, await putBack(host, task))
    return true
  }
}

/** Where the contents lie has to be known above all where the target itself cannot be asked. */
async function putBack(host: Host, task: UndoRestoreTask): Promise<string> {
  try {
    const settings = await findTarget(host, task.input)
    const { undoRestore } = await import('./operations/target/undo-restore.ts')
    return await undoRestore(task, settings, AbortSignal.timeout(UNDO_RESTORE_MS))
  } catch (error) {
    const what = sentences(errorMessage(error), wayBack(task.safetyBackup))
    throw new Error(what, { cause: error })
  }
}

async function findTarget(host: Host, input: UndoRestoreTask['input']) {
  if (input !== 'heroku-app') return loadTarget(host, input)
  const { findHerokuTarget } = await import('./operations/target/heroku-target.ts')
  return findHerokuTarget(host, loadHerokuTarget(host), AbortSignal.timeout(UNDO_RESTORE_MS))
}

function tellState({ log }: Host, { mode, safetyBackup }: UndoRestoreTask, state: string): void {
  if (mode !== 'clean') {
    log.info(state)
    return
  }
  log.warning(sentences(state, wayBack(safetyBackup)))
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}
