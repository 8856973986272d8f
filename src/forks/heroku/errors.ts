import { sentence, UserError } from '../../errors.ts'
import { ApiFailure } from '../provider-http.ts'

/**
 * Says in plain words what Heroku refused, and why. Its own message and the request's id are kept,
 * since its support asks for them.
 *
 * @param doing what was tried, `fork shop::DATABASE`
 */
export function herokuError(error: unknown, doing: string): unknown {
  if (!(error instanceof ApiFailure)) return error
  const { code, what, next } = explain(error)
  const message = sentence(`Cannot ${doing}: ${what}${what === '' ? '' : ' — '}${error.message}`)
  return new UserError(code, message, next, { cause: error })
}

/** Runs a step, and says in plain words what Heroku refused. */
export async function inPlainWords<T>(doing: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw herokuError(error, doing)
  }
}

/** Whether Heroku knows no such thing; an app's own 404 counts, too. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 404
}

interface Explanation {
  readonly code: 'E_CREDENTIALS' | 'E_FORK' | 'E_NOT_FOUND'
  readonly what: string
  readonly next: string
}

/** By the status and the id of Platform API reference, "Errors". */
function explain({ status, id }: ApiFailure): Explanation {
  if (id === 'two_factor') return TWO_FACTOR
  if (id === 'suspended') return SUSPENDED
  return BY_STATUS[status ?? 0] ?? PASSING
}

const NEW_KEY = 'Make a key with `heroku authorizations:create`, and store it as the secret.'

const TWO_FACTOR: Explanation = {
  code: 'E_CREDENTIALS',
  what: 'Heroku asks for a second factor, which no workflow can give',
  next: 'Use a key made with `heroku authorizations:create` by a member who may use these apps without it.',
}

const SUSPENDED: Explanation = {
  code: 'E_FORK',
  what: 'the account, the app or the add-on is suspended',
  next: 'Settle it in the Heroku dashboard, then run again.',
}

const PASSING: Explanation = {
  code: 'E_FORK',
  what: '',
  next: 'See https://status.heroku.com, and run again.',
}

const BY_STATUS: Readonly<Record<number, Explanation>> = {
  401: { code: 'E_CREDENTIALS', what: 'Heroku does not accept heroku-api-key', next: NEW_KEY },
  402: {
    code: 'E_FORK',
    what: 'Heroku wants an account to be paid or a card to be added first',
    next: 'Settle it in the Heroku dashboard under Billing, then run again.',
  },
  403: {
    code: 'E_CREDENTIALS',
    what: 'heroku-api-key may not do this',
    next: 'Its user must be a member of the app and of the fork-app with the right to manage add-ons.',
  },
  404: {
    code: 'E_NOT_FOUND',
    what: 'Heroku knows no such thing, or heroku-api-key may not see it',
    next: 'Check heroku-app, heroku-database, fork-app and fork-plan.',
  },
  422: {
    code: 'E_FORK',
    what: 'Heroku refuses it',
    next: 'Check fork-plan and fork-app; a plan must have room for the data.',
  },
  423: {
    code: 'E_FORK',
    what: 'Heroku asks to confirm something, which is never done here since it may overwrite DATABASE_URL',
    next: 'Name a fork-app in the same network as the database, which has no attachment of this name.',
  },
  429: {
    code: 'E_FORK',
    what: "the account's requests are used up",
    next: 'Run again later, or let fewer jobs share the account.',
  },
}
