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
  /** All that it makes in the database it began in: what else is there is somebody else's. */
  readonly tables: readonly TableName[]
  /** What was there before, and stays when the restore is undone. */
  readonly before: TargetSnapshot
}

export interface TargetSnapshot {
  readonly extensions: readonly string[]
  /** Keys, see TargetFacts. */
  readonly defaultPrivileges: readonly string[]
}

/** @param replaced the extensions that do not stay */
export function snapshotOf(
  target: Pick<TargetFacts, 'extensions' | 'defaultPrivileges'>,
  replaced: readonly string[] = [],
): TargetSnapshot {
  const installed = target.extensions.filter(
    ({ name, installedVersion }) => installedVersion !== null && !replaced.includes(name),
  )
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
  const { backupId, runToken, startedAt, mode, tables, before } = value as Record<string, unknown>
  if (![backupId, runToken, startedAt].every((text) => typeof text === 'string')) return false
  if (!['into-empty', 'clean', 'swap'].includes(String(mode))) return false
  if (!Array.isArray(tables) || !tables.every(isTableName)) return false
  if (typeof before !== 'object' || before === null) return false
  const { extensions, defaultPrivileges } = before as Record<string, unknown>
  return isTextList(extensions) && isTextList(defaultPrivileges)
}

function isTableName(value: unknown): value is TableName {
  if (typeof value !== 'object' || value === null) return false
  const { schema, name } = value as Record<string, unknown>
  return typeof schema === 'string' && typeof name === 'string'
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** A run may be killed when all rows are in: somebody may have taken the database into use then. */
const REMAINS_MS = 12 * 3_600_000

/**
 * Whether what is in a target is nothing but the remains of a killed restore, and may be wiped
 * without asking: it began in an empty database and not long ago, was of this backup, and has made
 * every table that is there now.
 */
export function mayWipeLeftover(
  leftover: ClaimRecord,
  backupId: string,
  present: readonly TableName[],
  now: Date,
): boolean {
  if (leftover.mode !== 'into-empty' || leftover.backupId !== backupId) return false
  // Not so either where the time cannot be read.
  if (!(now.getTime() - Date.parse(leftover.startedAt) < REMAINS_MS)) return false
  return tablesOfOthers(leftover, present).length === 0
}

/** The tables that are there and that the run of a record does not make. */
export function tablesOfOthers(
  { tables }: ClaimRecord,
  present: readonly TableName[],
): readonly TableName[] {
  const known = new Set(tables.map(keyOf))
  return present.filter((table) => !known.has(keyOf(table)))
}

/** A table of contents has a space for each line break in a name (`sanitize_line`). */
function keyOf({ schema, name }: TableName): string {
  return JSON.stringify([schema, name].map((text) => text.replace(/[\r\n]/g, ' ')))
}
