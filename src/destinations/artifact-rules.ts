import { errorMessage, sentence, UserError } from '../errors.ts'
import type { Environment } from '../host/host.ts'

const ELSEWHERE = 'Name a folder or a bucket as destination instead.'

/** What an event says about who may read the repository that the run belongs to. */
export type Audience = 'public' | 'restricted' | 'unknown'

/**
 * Reads it from the event that started the run (GITHUB_EVENT_PATH). All events carry the
 * repository; `schedule` does so since 2022-09-27, see GitHub's changelog of that day.
 *
 * @param event parsed JSON, of any shape; undefined: could not be read
 */
export function audienceOf(event: unknown): Audience {
  const repository = (event as { repository?: unknown } | null | undefined)?.repository
  const { visibility, private: isPrivate } = (repository ?? {}) as Record<string, unknown>
  if (visibility === 'public' || isPrivate === false) return 'public'
  if (visibility === 'private' || visibility === 'internal') return 'restricted'
  return isPrivate === true ? 'restricted' : 'unknown'
}

/**
 * An artifact of a public repository can be downloaded by anyone with a GitHub account, and ours
 * is a whole database. So what is not known to be closed counts as open.
 *
 * @returns a warning for the log, where that was accepted
 * @throws UserError `E_PUBLIC_ARTIFACT`
 */
export function checkAudience(audience: Audience, allowPublic: boolean): string | undefined {
  if (audience === 'restricted') return undefined
  const message =
    audience === 'public'
      ? 'The repository is public, so anyone with a GitHub account can download the backup.'
      : 'The event that started this run does not say whether the repository is private.'
  if (allowPublic) return message
  const next =
    'Or encrypt it with encrypt-to. Set allow-public-artifact to true if anyone may read the data.'
  throw new UserError('E_PUBLIC_ARTIFACT', message, `${ELSEWHERE} ${next}`)
}

/**
 * Whether this process may upload artifacts at all. The runner gives the token to actions only,
 * not to `run:` steps.
 *
 * @throws UserError `E_INPUT` outside of an action, `E_UPLOAD` on GitHub Enterprise Server
 */
export function checkService(environment: Environment): void {
  if (!environment['ACTIONS_RUNTIME_TOKEN'] || !environment['ACTIONS_RESULTS_URL']) {
    const message = 'Artifacts exist only for an action in a GitHub Actions workflow.'
    throw new UserError('E_INPUT', message, ELSEWHERE)
  }
  const host = enterpriseServer(environment)
  if (host === undefined) return
  const message = `GitHub Enterprise Server (${host}) does not take artifacts of this kind.`
  throw new UserError('E_UPLOAD', message, ELSEWHERE)
}

/**
 * The host name of a GitHub Enterprise Server, which @actions/artifact refuses to talk to; made
 * before the work instead of after it, this is the same test.
 */
export function enterpriseServer(environment: Environment): string | undefined {
  const host = new URL(environment['GITHUB_SERVER_URL'] || 'https://github.com').hostname
  const isKnown = host === 'github.com' || /\.(ghe\.com|localhost)$/.test(host)
  return isKnown ? undefined : host
}

/**
 * How many days the artifact will be kept. A repository sets a ceiling, and GitHub applies it
 * without failing, so the real number is worked out here.
 *
 * @param asked undefined: as long as the repository says
 */
export function retentionOf(
  asked: number | undefined,
  environment: Environment,
): { readonly days: number | undefined; readonly warning?: string } {
  const ceiling = Number.parseInt(environment['GITHUB_RETENTION_DAYS'] ?? '', 10)
  if (asked === undefined || !(asked > ceiling)) return { days: asked }
  const warning = `The artifact is kept for ${ceiling} days, not ${asked}: the repository allows no more.`
  return { days: ceiling, warning }
}

/**
 * What an artifact is called whose first upload was cut: GitHub shows no artifact then, and takes
 * no other of that name in the run (github.com/dotnet/orleans/issues/10961).
 */
export function furtherName(id: string, attempt: number): string {
  return `${id}.${attempt}`
}

/** What an artifact would have been called in its first upload. */
export function firstName(name: string): string {
  return name.replace(/\.[1-9]$/, '')
}

/** The page from which a browser downloads the artifact. */
export function artifactUrl(id: number, environment: Environment): string {
  const server = environment['GITHUB_SERVER_URL'] || 'https://github.com'
  const run = `${environment['GITHUB_REPOSITORY']}/actions/runs/${environment['GITHUB_RUN_ID']}`
  return `${server}/${run}/artifacts/${id}`
}

/**
 * Explains what @actions/artifact threw; it tells its failures apart by their texts only. The
 * error itself is not kept as the cause, since it can hold the signed address of the upload.
 */
export function artifactError(error: unknown, name: string): UserError {
  const [text = ''] = errorMessage(error).split('\n')
  const reason = `The artifact ${name} could not be uploaded: ${sentence(text)}`
  return new UserError('E_UPLOAD', reason, nextStep(text))
}

function nextStep(text: string): string {
  if (text.includes('(409)')) return 'Run the backup again: it gets a new name.'
  if (/quota|insufficient usage/i.test(text)) {
    return 'Delete artifacts that are no longer needed, raise the storage limit, or use a bucket.'
  }
  if (/\((401|403)\)/.test(text)) return 'Re-run the job: the token of this one is not valid.'
  return 'Run it again later, and see https://www.githubstatus.com if it stays.'
}
