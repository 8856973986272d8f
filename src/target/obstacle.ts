import { type ErrorCode, firstOf, printable, sentence, UserError } from '../errors.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { TableName } from './user-objects.ts'

export type RestoreMode = 'into-empty' | 'clean' | 'swap'

/** What has to go into the target, from a manifest or, for a copy, from the source's facts. */
export interface RestoredDatabase {
  /** For example `17.11`. */
  readonly serverVersion: string
  readonly encoding: string
  /** `en_US.UTF-8` of the C library, or `icu:en-US`. */
  readonly collation: string
  readonly extensions: readonly {
    readonly name: string
    readonly version: string
    readonly schema: string
  }[]
  /** Its tables, as far as they are known. */
  readonly tables?: readonly TableName[]
  /** The owners of its objects, as far as they are known. */
  readonly owners?: readonly string[] | undefined
  /** The roles that its rights will be granted to, as far as they are known. */
  readonly grantees?: readonly string[] | undefined
}

export interface RestoreWish {
  readonly mode: RestoreMode
  /** What the user gave as `confirm`; empty: nothing. */
  readonly confirm: string
  readonly noOwner: boolean
  /** The role that is to create everything (`--role`). */
  readonly role?: string | undefined
}

/** Why a restore cannot begin. Whole sentences, fit for one line of a log. */
export interface Obstacle {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: string
}

export function obstacle(code: ErrorCode, message: string, remedy: string): Obstacle {
  return { code, message: sentence(printable(message)), remedy: sentence(printable(remedy)) }
}

/** A noun and quoted names: `roles "a", "b"`; more than ten are counted. */
export function named(noun: string, names: readonly string[]): string {
  return `${noun}${names.length === 1 ? '' : 's'} ${firstOf(names.map(quoteName))}`
}

/** What a user has to settle first comes first; its code is the code of the whole. */
const PRECEDENCE: readonly ErrorCode[] = [
  'E_CONFIRM',
  'E_TARGET_NOT_EMPTY',
  'E_VERSION',
  'E_PERMISSION',
  'E_RESTORE',
]

/** One error that names every obstacle, the weightiest first. */
export function obstacleError(obstacles: readonly Obstacle[]): UserError {
  const sorted = [...obstacles].sort(
    (a, b) => PRECEDENCE.indexOf(a.code) - PRECEDENCE.indexOf(b.code),
  )
  const [first] = sorted
  if (first === undefined) throw new Error('There is no error without an obstacle.')
  if (sorted.length === 1) return new UserError(first.code, first.message, first.remedy)
  const numbered = sorted.map(({ message, remedy }, index) => `(${index + 1}) ${message} ${remedy}`)
  const count = `${sorted.length} things stand in the way of the restore.`
  return new UserError(first.code, `${count} ${numbered.join(' ')}`)
}
