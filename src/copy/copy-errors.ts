import {
  type ErrorCode,
  errorCode,
  errorMessage,
  isAbort,
  printable,
  sentence,
  UserError,
} from '../errors.ts'
import { isLostConnection } from '../postgres/connect-errors.ts'

export type Side = 'source' | 'target'

/** What failed, and on which side: the other side's failure is only the consequence. */
export class CopyFailure extends Error {
  readonly side: Side

  constructor(side: Side, cause: unknown) {
    super(errorMessage(cause), { cause })
    this.name = 'CopyFailure'
    this.side = side
  }
}

/** Notes on which side something fails. */
export async function at<T>(side: Side, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof CopyFailure ? error : new CopyFailure(side, error)
  }
}

interface Explanation {
  readonly code: ErrorCode
  readonly next: string
}

/** By SQLSTATE (manual, appendix A); what is not here is E_DUMP or E_RESTORE, by the side. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  '42501': { code: 'E_PERMISSION', next: 'Grant the right to the role, or leave the object out.' },
  '55P03': {
    code: 'E_LOCK_TIMEOUT',
    next: 'End the session that holds the lock (pg_locks has it), or run at a quieter time.',
  },
  '40001': {
    code: 'E_DUMP',
    next: 'A replica needs max_standby_streaming_delay or hot_standby_feedback; or copy from the primary.',
  },
  '53100': { code: 'E_DISK', next: 'Make room on the server that says so.' },
  '53200': { code: 'E_RESTORE', next: 'Raise max_locks_per_transaction on the server.' },
  '53300': { code: 'E_CONNECT', next: 'Set jobs to fewer connections, or free some.' },
}

/** One line with its code, from what a server or the network said while something was copied. */
export function explainCopyFailure(error: unknown, what: string): unknown {
  if (!(error instanceof CopyFailure) || isAbort(error.cause)) return error
  const { side, cause } = error
  if (cause instanceof UserError) return cause
  const said = sentence(printable(errorMessage(cause)))
  const doing = printable(`while copying ${what}`)
  if (isLostConnection(cause)) {
    return new UserError(
      'E_CONNECT',
      `The connection to the ${side} was lost ${doing}: ${said}`,
      'Run it again once that server is well; its log has the cause.',
      { cause },
    )
  }
  const known = EXPLANATIONS[errorCode(cause) ?? '']
  const code = known?.code ?? (side === 'source' ? 'E_DUMP' : 'E_RESTORE')
  const message = `The ${side} gave an error ${doing}: ${said}`
  return new UserError(code, message, known?.next ?? '', { cause })
}
