import type { Client } from '../client/client.ts'
import { sentence, UserError } from '../errors.ts'
import type { Cleanup } from '../host/host.ts'
import { isGoodEnd, startProgram } from './program.ts'
import {
  isHarmless,
  type RestoreError,
  type RestoreItem,
  RestoreMessageReader,
} from './restore-messages.ts'
import { failureMessage } from './stderr.ts'

export interface RestoreRun {
  readonly client: Client
  readonly environment: Readonly<Record<string, string>>
  readonly connectionArguments: readonly string[]
  /** The file or folder on disk, its bytes checked. */
  readonly archive: string
  readonly sections: readonly ('pre-data' | 'data' | 'post-data')[]
  readonly jobs: number
  /** `--no-owner`, `--role`, `--use-list` and the like. */
  readonly arguments: readonly string[]
  readonly signal: AbortSignal
  readonly cleanup: Cleanup
  /** Told of every item as it begins and ends; only with more than one job. */
  readonly onItem?: ((what: 'started' | 'finished', item: RestoreItem) => void) | undefined
}

/**
 * Runs pg_restore on an archive and judges its errors one by one: pg_restore itself goes on after
 * any error, and says no more at its end than how many there were.
 *
 * @returns the harmless ones, for the report
 * @throws UserError `E_RESTORE`, or `E_DISK`, at the first error that is not harmless
 */
export async function restoreArchive(run: RestoreRun): Promise<readonly RestoreError[]> {
  const reader = new RestoreMessageReader()
  const harmless: RestoreError[] = []
  let fatal: RestoreError | undefined
  const restore = startProgram({
    client: run.client,
    name: 'pg_restore',
    arguments: restoreArguments(run),
    environment: run.environment,
    stdin: 'ignore',
    signal: run.signal,
    cleanup: run.cleanup,
    onErrorLine(line) {
      const message = reader.read(line)
      if (message === undefined) return
      if (message.what !== 'failed') run.onItem?.(message.what, message.item)
      else if (isHarmless(message.error)) harmless.push(message.error)
      else if (fatal === undefined) {
        fatal = message.error
        restore.stop() // more of it would only make more to undo
      }
    },
  })
  restore.stdout.resume()
  const end = await restore.ended
  run.signal.throwIfAborted()
  if (fatal) throw failed(`${itemText(fatal)}: ${fatal.message}`)
  // With errors that were ignored pg_restore ends with 1; whatever else it means has a message.
  const onlyHarmless = end.status === 1 && harmless.length > 0 && end.signal === null
  if (!isGoodEnd(end) && !onlyHarmless) throw failed(failureMessage(end))
  return harmless
}

function restoreArguments(run: RestoreRun): string[] {
  return [
    ...run.connectionArguments,
    '--verbose',
    ...run.sections.map((section) => `--section=${section}`),
    ...(run.jobs > 1 ? [`--jobs=${run.jobs}`] : []),
    ...run.arguments,
    run.archive,
  ]
}

function itemText({ kind, item }: RestoreError): string {
  return kind === '' ? 'pg_restore' : `${kind} ${item}`
}

function failed(what: string): UserError {
  const message = `The restore failed: ${sentence(what)}`
  if (/No space left on device/.test(what)) {
    return new UserError('E_DISK', message, 'Make room on the server that it goes into.')
  }
  const isFull = /too many (clients|connections)|connection slots/.test(what)
  return new UserError(
    'E_RESTORE',
    message,
    isFull ? 'Set jobs to fewer, or leave it at auto.' : '',
  )
}
