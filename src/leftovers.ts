import { describeTask, type RemoteUndo, replayTasks } from './host/cleanup.ts'
import type { CleanupTask, Host, UndoRestoreTask } from './host/host.ts'
import type { ProcessHost } from './host/process-host.ts'
import { loadTarget } from './inputs/load-target.ts'
import { parseDestination } from './inputs/parse-destination.ts'

/** Stores that do not answer must not hold up the end of a run. */
const ABORT_MS = 20_000
/** A job that is cancelled gives its post steps five minutes. */
const UNDO_RESTORE_MS = 240_000

type UndoRestore = RemoteUndo['undoRestore']

/** Undoes what earlier runs left that were killed, and what the caller knows of besides. */
export async function undoLeftovers(
  host: ProcessHost,
  undoRestore: UndoRestore,
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
    await replayTasks(list, remoteUndo(host, undoRestore), (line) => host.log.warning(line))
  })
  // One attempt: what failed was told, and would most likely fail for ever.
  for (const handle of handles) handle.done()
}

/** @param undoRestore what is done about a restore that was not finished */
export function remoteUndo({ log }: Host, undoRestore: UndoRestore): RemoteUndo {
  return {
    undoRestore,
    // The run's own signal is no help here: it may be aborted by now.
    async abortMultipart(destination, key) {
      const url = parseDestination(destination, process.cwd())
      if (url.kind !== 's3') return
      const { abortMultipartUploads } = await import('./destinations/s3/s3.ts')
      await abortMultipartUploads(url, key, log, AbortSignal.timeout(ABORT_MS))
    },
  }
}

/** At the end of a run that has just tried in vain: the post step tries again. */
export const keepForLater: UndoRestore = async () => false

/** In a later run, whose inputs are of another target, perhaps: the next restore into it sees to it. */
export function tellOfRestore({ log }: Host): UndoRestore {
  return async ({ database, backupId, mode, beside, safetyBackup }) => {
    const where = beside === '' ? '' : ` It was made in "${beside}".`
    const back = safetyBackup === '' ? '' : ` Its contents before are in ${safetyBackup}.`
    const next = mode === 'clean' ? 'See what it holds.' : 'The next restore into it cleans up.'
    log.warning(
      `The restore of ${backupId} into "${database}" (${mode}) was stopped half-way.${where}${back} ${next}`,
    )
    return true
  }
}

/** In the post step, which has the inputs of its own main step, and of no other run. */
export function undoOwnRestore(host: Host, own: readonly CleanupTask[]): UndoRestore {
  const tell = tellOfRestore(host)
  return async (task) => {
    const isOwn = own.some((one) => 'runToken' in one && one.runToken === task.runToken)
    if (!isOwn) return tell(task)
    const settings = loadTarget(host, task.input)
    const { undoRestore } = await import('./operations/undo-restore.ts')
    const state = await undoRestore(task, settings, AbortSignal.timeout(UNDO_RESTORE_MS))
    tellState(host, task, state)
    return true
  }
}

function tellState({ log }: Host, { mode, safetyBackup }: UndoRestoreTask, state: string): void {
  if (mode !== 'clean') {
    log.info(state)
    return
  }
  const back = safetyBackup === '' ? '' : ` Its contents before are in ${safetyBackup}.`
  log.warning(state + back)
}
