import { firstOf, UserError } from '../errors.ts'
import type { ForkSource } from '../forks/fork.ts'
import type { BackupInputs } from '../inputs/backup.ts'
import type { ForkInputs } from '../inputs/fork.ts'
import type { ServerFacts } from '../postgres/facts.ts'
import { type BackupPlan, type Circumstances, planBackup } from './backup.ts'

/** Whether a fork is read or the source itself, and why. */
export type ForkDecision =
  | { readonly kind: 'fork'; readonly why: 'always' | 'large'; readonly source: ForkSource }
  /** As the user wants it, or because it is small. */
  | { readonly kind: 'source'; readonly why: 'never' | 'small' }
  /** Although it is large: nobody could be asked for a fork, or the provider makes none. */
  | { readonly kind: 'gentle'; readonly refusal: UserError | undefined }

/**
 * @param source what the provider knows of the database; undefined: it was not asked
 * @param unasked why it could not be asked; undefined: there is no provider
 * @throws UserError what keeps a fork from being made that is wanted in any case, or that wrong
 *   inputs keep from being made
 */
export function decideFork(
  { when, thresholdBytes }: ForkInputs,
  sizeBytes: number,
  source: ForkSource | undefined,
  unasked?: UserError,
): ForkDecision {
  if (when === 'never') return { kind: 'source', why: 'never' }
  if (when === 'auto' && sizeBytes <= thresholdBytes) return { kind: 'source', why: 'small' }
  if (source === undefined) return { kind: 'gentle', refusal: unasked }
  const { refusal } = source
  if (refusal === undefined) {
    return { kind: 'fork', why: when === 'always' ? 'always' : 'large', source }
  }
  if (when === 'always' || refusal.code !== 'E_FORK') throw refusal
  return { kind: 'gentle', refusal }
}

/** The inputs of a dump that the source must hardly feel. */
function gentleInputs(inputs: BackupInputs): BackupInputs {
  const { jobs, lockTimeoutMs } = inputs
  return {
    ...inputs,
    jobs: jobs === 'auto' ? 1 : jobs,
    lockTimeoutMs: gentleLockTimeout(lockTimeoutMs),
  }
}

/** 0 would wait for a lock, and make all others wait behind it, for ever. In milliseconds. */
export function gentleLockTimeout(lockTimeoutMs: number): number {
  return lockTimeoutMs === 0 ? 60_000 : lockTimeoutMs
}

/** What the source's facts say of its fork, before there is one: nobody else is on it. */
export function factsOfFork(source: ServerFacts): ServerFacts {
  return { ...source, pooler: null, isReplica: false, unreadable: [], blockers: [] }
}

/**
 * Compares the tables of a fork with those of its source.
 *
 * @returns a warning where some are missing; they may have been made or dropped in between
 * @throws UserError `E_FORK` where it has none of them, or is of another version
 */
export function checkFork(source: ServerFacts, fork: ServerFacts, label: string): string[] {
  if (fork.major !== source.major) {
    throw notAFork(label, `it runs PostgreSQL ${fork.version}, the database ${source.version}`)
  }
  const key = ({ schema, name }: { schema: string; name: string }) => JSON.stringify([schema, name])
  const there = new Set(fork.relations.map(key))
  const missing = source.relations.filter((table) => !there.has(key(table)))
  if (missing.length === 0) return []
  if (missing.length === source.relations.length) {
    throw notAFork(label, `it has none of the ${missing.length} tables of the database`)
  }
  const names = firstOf(missing.map(({ schema, name }) => `${schema}.${name}`))
  return [`Not in the fork although the source lists them: ${names}.`]
}

function notAFork(label: string, why: string): UserError {
  return new UserError(
    'E_FORK',
    `What was made as a fork of ${label} is none: ${why}.`,
    'Check that the URL leads to the database that is forked, and run it again.',
  )
}

/**
 * The plan of a dump, as far as it is known before there is a fork.
 *
 * @throws UserError what `planBackup` throws
 */
export function planDump(
  inputs: BackupInputs,
  facts: ServerFacts,
  decision: ForkDecision,
  circumstances: Circumstances,
): BackupPlan {
  if (decision.kind === 'gentle') return planBackup(gentleInputs(inputs), facts, circumstances)
  if (decision.kind === 'source') return planBackup(inputs, facts, circumstances)
  // What a dump costs the source is not felt by anyone here.
  return { ...planBackup(inputs, factsOfFork(facts), circumstances), notes: [] }
}
