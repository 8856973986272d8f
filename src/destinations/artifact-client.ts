import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorMessage } from '../errors.ts'
import { abandonable } from './abandonable.ts'
import { isPassing } from './artifact-read-errors.ts'
import { withRetries } from './objects/retry.ts'

/** The library lists no more than so many artifacts of a run, by default a thousand. */
const MOST_ARTIFACTS = '1000000'
/** A download of which nothing comes for so long is given up. */
const SILENCE_MS = 30_000

/** GitHub's own library, which reads its settings from the environment when it is loaded. */
export async function newArtifactClient(signal: AbortSignal) {
  process.env['ACTIONS_ARTIFACT_MAX_ARTIFACT_COUNT'] ??= MOST_ARTIFACTS
  const { DefaultArtifactClient } = await import('@actions/artifact')
  signal.throwIfAborted()
  return new DefaultArtifactClient()
}

/**
 * Does something with the library until it succeeds, three times at most. The library itself
 * repeats what the runner's service answered with 5xx or 429, and no request that was cut.
 *
 * @param undo what is to be done when `work` succeeds after the signal was aborted
 */
export function persist<T>(
  work: (attempt: number) => Promise<T>,
  signal: AbortSignal,
  undo?: () => Promise<unknown>,
): Promise<T> {
  let attempt = 0
  const once = () => abandonable(work(++attempt), signal, undo)
  const patience = { attempts: 3, firstPauseMs: 500 }
  return withRetries(patience, signal, once, (error) =>
    isWorthAnother(error) ? 'later' : 'give up',
  )
}

/** A finished artifact of this run by its name; undefined: there is none. */
export async function findArtifact(
  client: Awaited<ReturnType<typeof newArtifactClient>>,
  name: string,
) {
  try {
    return (await client.getArtifact(name)).artifact
  } catch (error) {
    if (error instanceof Error && error.name === 'ArtifactNotFoundError') return undefined
    throw error
  }
}

/** Most failures of the library can be told apart by their texts only. */
function isWorthAnother(error: unknown): boolean {
  const isBusy = (error as { statusCode?: unknown } | undefined)?.statusCode === 429
  const isCut = /\bE(CONNRESET|CONNREFUSED|PIPE|TIMEDOUT)\b|hang up/.test(errorMessage(error))
  return isBusy || isCut || isPassing(error) || isStalled(error)
}

/** An upload that was given up while its files are still being read. */
export function isStalled(error: unknown): boolean {
  return errorMessage(error).startsWith('Upload progress stalled')
}

/** Rejects when a download into a folder has brought nothing for a while: the library waits on. */
export async function unlessSilent<T>(download: Promise<T>, folder: string): Promise<T> {
  const { promise: silent, reject } = Promise.withResolvers<never>()
  let before = -1
  const look = async () => {
    const size = await sizeOf(folder)
    if (size === before) reject(new Error('ETIMEDOUT: nothing came for 30 seconds'))
    before = size
    timer = setTimeout(look, SILENCE_MS)
  }
  let timer = setTimeout(look, SILENCE_MS)
  try {
    return await Promise.race([download, silent])
  } finally {
    clearTimeout(timer)
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
