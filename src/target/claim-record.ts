import type { RestoreMode } from './obstacle.ts'
import type { TargetFacts } from './target-facts.ts'
import type { TableName } from './user-objects.ts'

/** What a restore leaves about itself in the database it works in; JSON in a comment. */
export interface ClaimRecord {
  readonly backupId: string
  /** Random; tells this run from every other. */
  readonly runToken: string
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly mode: RestoreMode
  /** What was there before, and stays when the restore is undone. */
  readonly before: TargetSnapshot
}

export interface TargetSnapshot {
  readonly extensions: readonly string[]
  /** Keys, see TargetFacts. */
  readonly defaultPrivileges: readonly string[]
}

export function snapshotOf(
  target: Pick<TargetFacts, 'extensions' | 'defaultPrivileges'>,
): TargetSnapshot {
  const installed = target.extensions.filter(({ installedVersion }) => installedVersion !== null)
  return {
    extensions: installed.map(({ name }) => name),
    defaultPrivileges: target.defaultPrivileges,
  }
}

export function formatRecord(record: ClaimRecord): string {
  return JSON.stringify(record)
}

/** Null for anything that no restore of ours wrote: whoever may comment may have written it. */
export function parseRecord(text: string): ClaimRecord | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return isRecord(value) ? value : null
}

function isRecord(value: unknown): value is ClaimRecord {
  if (typeof value !== 'object' || value === null) return false
  const { backupId, runToken, startedAt, mode, before } = value as Record<string, unknown>
  if (![backupId, runToken, startedAt].every((text) => typeof text === 'string')) return false
  if (!['into-empty', 'clean', 'swap'].includes(String(mode))) return false
  if (typeof before !== 'object' || before === null) return false
  const { extensions, defaultPrivileges } = before as Record<string, unknown>
  return isTextList(extensions) && isTextList(defaultPrivileges)
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** A run may be killed when all rows are in: somebody may have taken the database into use then. */
const REMAINS_MS = 12 * 3_600_000

/**
 * Whether what is in a target is nothing but the remains of a killed restore, and may be wiped
 * without asking: it began in an empty database and not long ago, was of this backup, and every
 * table that is there now is one of the backup's.
 */
export function mayWipeLeftover(
  leftover: ClaimRecord,
  backup: { readonly id: string; readonly tables: readonly TableName[] },
  present: readonly TableName[],
  now: Date,
): boolean {
  if (leftover.mode !== 'into-empty' || leftover.backupId !== backup.id) return false
  // Not so either where the time cannot be read.
  if (!(now.getTime() - Date.parse(leftover.startedAt) < REMAINS_MS)) return false
  const key = ({ schema, name }: TableName) => JSON.stringify([schema, name])
  const known = new Set(backup.tables.map(key))
  return present.every((table) => known.has(key(table)))
}
