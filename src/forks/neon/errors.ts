import { sentence, UserError } from '../../errors.ts'
import { ApiFailure } from '../provider-http.ts'

/**
 * What a refusal of Neon means to the user, with its own message and the request's id.
 *
 * @param doing as in `create the branch x`
 */
export function neonError(error: unknown, doing: string): unknown {
  if (!(error instanceof ApiFailure)) return error
  const [code, next] = meaning(error.status)
  return new UserError(code, sentence(`Could not ${doing}: ${error.message}`), next, {
    cause: error,
  })
}

/** Runs a step, and says in plain words what Neon refused. */
export async function inPlainWords<T>(doing: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw neonError(error, doing)
  }
}

const KEY =
  'Make an API key in the Neon console under Account settings, and store it as the secret.'
const ACCESS = 'The key must be one of an account, organization or project that has the project.'
const LIMITS = 'See the limits of your plan in the Neon console, and delete branches not in use.'
const LATER = 'See https://neonstatus.com, and run again.'

function meaning(status: number | undefined) {
  switch (status) {
    case 401:
      return ['E_CREDENTIALS', KEY] as const
    case 403:
      return ['E_CREDENTIALS', ACCESS] as const
    case 404:
      return ['E_NOT_FOUND', 'Check neon-project and neon-branch.'] as const
    default:
      return ['E_FORK', status !== undefined && status < 500 ? LIMITS : LATER] as const
  }
}
