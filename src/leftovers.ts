import { type AbortMultipart, describeTask, replayTasks } from './host/cleanup.ts'
import type { CleanupTask, Host } from './host/host.ts'
import type { ProcessHost } from './host/process-host.ts'
import { parseDestination } from './inputs/parse-destination.ts'

/** Stores that do not answer must not hold up the end of a run. */
const ABORT_MS = 20_000

/** Undoes what earlier runs left that were killed, and what the caller knows of besides. */
export async function undoLeftovers(
  host: ProcessHost,
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
    await replayTasks(list, multipartAborter(host), (line) => host.log.warning(line))
  })
  // One attempt: what failed was told, and would most likely fail for ever.
  for (const handle of handles) handle.done()
}

/** How to abort an upload. The run's own signal is no help here: it may be aborted by now. */
export function multipartAborter({ log }: Host): AbortMultipart {
  return async (destination, key) => {
    const url = parseDestination(destination, process.cwd())
    if (url.kind !== 's3') return
    const { abortMultipartUploads } = await import('./destinations/s3/s3.ts')
    await abortMultipartUploads(url, key, log, AbortSignal.timeout(ABORT_MS))
  }
}
