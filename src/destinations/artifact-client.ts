import { errorMessage } from '../errors.ts'
import { abandonable } from './abandonable.ts'
import { withRetries } from './objects/retry.ts'

/** The library lists no more than so many artifacts of a run, by default a thousand. */
const MOST_ARTIFACTS = '1000000'

/** GitHub's own library, which reads its settings from the environment when it is loaded. */
export async function newArtifactClient(signal: AbortSignal) {
  process.env['ACTIONS_ARTIFACT_MAX_ARTIFACT_COUNT'] ??= MOST_ARTIFACTS
  const { DefaultArtifactClient } = await import('@actions/artifact')
  signal.throwIfAborted()
  return new DefaultArtifactClient()
}

/**
 * Does something with the library until it succeeds, three times at most: it repeats what the
 * service answered with 5xx or 429, and nothing that was cut on the way.
 *
 * @param undo what is to be done when `work` succeeds after the signal was aborted
 */
export function despiteCuts<T>(
  work: (attempt: number) => Promise<T>,
  signal: AbortSignal,
  undo?: () => Promise<unknown>,
): Promise<T> {
  let attempt = 0
  const once = () => abandonable(work(++attempt), signal, undo)
  const patience = { attempts: 3, firstPauseMs: 2000 }
  return withRetries(patience, signal, once, (error) => (isCut(error) ? 'later' : 'give up'))
}

/** The library tells its failures apart by their texts only. */
function isCut(error: unknown): boolean {
  return (
    /Unable to make request: E[A-Z]+|socket hang up/.test(errorMessage(error)) || isStalled(error)
  )
}

/** An upload that was given up while its files are still being read. */
export function isStalled(error: unknown): boolean {
  return errorMessage(error).startsWith('Upload progress stalled')
}
