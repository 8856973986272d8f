import { errorMessage, isAbort, sentence, UserError } from '../errors.ts'

const READ_ACTIONS =
  'Give the job `permissions: actions: read` (a token for another repository needs it there), and check run-id.'
const WRITE_ACTIONS = 'Give the job `permissions: actions: write`.'

/**
 * Explains what @actions/artifact threw while it read: errors of GitHub's API have a status, all
 * others are told apart by their texts only. The error is not kept as the cause, since it can
 * hold signed addresses and the token.
 *
 * @param doing as in `download the artifact NAME`
 * @param rights what to do about missing rights
 */
export function artifactReadError(error: unknown, doing: string, rights = READ_ACTIONS): Error {
  if (error instanceof UserError || isAbort(error)) return error as Error
  const [text = ''] = errorMessage(error).split('\n')
  const [code, why, next] = meaning(statusOf(error, text), text, rights)
  return new UserError(code, `Could not ${doing}: ${sentence(why)}`, next)
}

/** The same of what it threw while it removed something. */
export function artifactRemovalError(error: unknown, doing: string): Error {
  return artifactReadError(error, doing, WRITE_ACTIONS)
}

/** Whether GitHub's API may well answer the same request a little later. */
export function isPassing(error: unknown): boolean {
  const status = (error as { status?: unknown } | undefined)?.status
  return typeof status === 'number' && (status >= 500 || status === 429)
}

type Meaning = readonly [
  code: 'E_NOT_FOUND' | 'E_CREDENTIALS' | 'E_DOWNLOAD',
  why: string,
  next: string,
]

function meaning(status: number | undefined, text: string, rights: string): Meaning {
  if (status === 410 || /\bexpired\b/i.test(text)) {
    return ['E_NOT_FOUND', 'it has expired', 'Choose another backup, or one in a bucket.']
  }
  if (/no artifacts? found|artifact not found/i.test(text)) {
    return ['E_NOT_FOUND', 'it has expired or was deleted', 'Choose another backup.']
  }
  if (/rate limit/i.test(text)) return ['E_DOWNLOAD', text, 'Run it again later.']
  if (status === 404) return ['E_NOT_FOUND', 'GitHub shows it to nobody or not to us', rights]
  if (status === 401) {
    return ['E_CREDENTIALS', 'GitHub does not accept the token', 'Check github-token.']
  }
  if (status === 403) return ['E_CREDENTIALS', `the token may not: ${text}`, rights]
  return ['E_DOWNLOAD', text, 'Run it again later, and see https://www.githubstatus.com.']
}

/** The runner's service has it in the text only: `Failed request: (403) Forbidden`. */
function statusOf(error: unknown, text: string): number | undefined {
  const { status } = (error ?? {}) as { status?: unknown }
  if (typeof status === 'number') return status
  const found = /\((\d{3})\)/.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}
