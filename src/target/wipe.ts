import { errorMessage, firstOf, printable, sentence, UserError } from '../errors.ts'
import type { Session } from '../postgres/session.ts'
import type { TargetSnapshot } from './claim-record.ts'
import { resetDefaultPrivileges } from './default-privileges.ts'
import { clearExtensionRows, dropExtensions, refuseLostExtensions } from './kept-extensions.ts'
import { foreignLargeObjects, unlinkLargeObjects } from './large-objects.ts'
import { sqlState } from './server-error.ts'
import { inTransaction } from './transaction.ts'
import { listUserObjects, type UserObject } from './user-objects.ts'

export interface WipeOptions {
  /** What stays of extensions and default privileges. */
  readonly keep: TargetSnapshot
  /** Whether rows go that a dump would hold of extensions' own tables (such as pg_cron's jobs). */
  readonly extensionRows: boolean
  /** How long to wait for whoever uses a table, in ms. */
  readonly lockTimeoutMs?: number
}

/** How many are dropped in one transaction where the server's lock table cannot hold them all. */
const BATCH = 100

/**
 * Removes everything that USER_OBJECTS lists, all large objects, and the extensions and default
 * privileges that are not to be kept. Keeps schema `public`, other extensions with their members,
 * and the mark of a claim. All but large objects in one transaction; where the server's lock table
 * is too small for that, in several.
 *
 * @throws UserError `E_PERMISSION`, before anything is removed, naming what this role may not drop;
 * `E_LOCK_TIMEOUT` where others hold on to a table; `E_RESTORE`
 */
export async function wipeTarget(session: Session, options: WipeOptions): Promise<void> {
  try {
    await inTransaction(session, () => wipe(session, options)).catch(async (error) => {
      if (!isLockTableFull(error)) throw error
      await dropInBatches(session, options)
      await inTransaction(session, () => wipe(session, options))
    })
    await unlinkLargeObjects(session)
  } catch (error) {
    throw explain(error)
  }
}

async function wipe(session: Session, options: WipeOptions): Promise<void> {
  const { keep, extensionRows } = options
  await session.query(localSettings(options))
  // These would run at every drop, and may refuse it.
  await drop(session, (await listUserObjects(session)).filter(isEventTrigger))
  await dropExtensions(session, keep.extensions)
  const objects = await listUserObjects(session)
  refuseForeign(objects, await foreignLargeObjects(session))
  await drop(session, outermost(objects))
  if (extensionRows) await clearExtensionRows(session)
  await resetDefaultPrivileges(session, keep.defaultPrivileges)
  await refuseLostExtensions(session, keep.extensions)
  const left = await listUserObjects(session)
  if (left.length > 0) throw notWiped(`it still has ${describe(left)}, which others may be making`)
}

/** The newest first, so that few others go with one by CASCADE; schemas are left for last. */
async function dropInBatches(session: Session, options: WipeOptions): Promise<void> {
  const objects = (await listUserObjects(session)).filter(({ kind }) => kind !== 'schema')
  objects.sort((a, b) => Number(isEventTrigger(b)) - Number(isEventTrigger(a)))
  const dropTogether = (some: readonly UserObject[]) =>
    inTransaction(session, async () => {
      await session.query(localSettings(options))
      await drop(session, some)
    })
  for (let start = 0; start < objects.length; start += BATCH) {
    const batch = objects.slice(start, start + BATCH)
    await dropTogether(batch).catch(async (error) => {
      if (!isLockTableFull(error)) throw error
      for (const object of batch) await dropTogether([object])
    })
  }
}

async function drop(session: Session, objects: readonly UserObject[]): Promise<void> {
  if (objects.length > 0) await session.query(objects.map(dropStatement).join(';\n'))
}

function localSettings({ lockTimeoutMs = 60_000 }: WipeOptions): string {
  // Every CASCADE would list what it drops.
  return `SET LOCAL lock_timeout = ${lockTimeoutMs}; SET LOCAL client_min_messages = warning`
}

/** What does not go with its schema. */
export function outermost(objects: readonly UserObject[]): UserObject[] {
  const schemas = new Set(objects.filter(({ kind }) => kind === 'schema').map(({ oid }) => oid))
  return objects.filter(({ schema }) => !schemas.has(schema))
}

function isEventTrigger({ kind }: UserObject): boolean {
  return kind === 'event trigger'
}

/** What `pg_identify_object` calls by another name than DROP does. */
const DROP_WORDS: Readonly<Record<string, string>> = {
  aggregate: 'ROUTINE',
  function: 'ROUTINE',
  procedure: 'ROUTINE',
  'foreign-data wrapper': 'FOREIGN DATA WRAPPER',
  'statistics object': 'STATISTICS',
}

export function dropStatement({ kind, identity }: UserObject): string {
  // CASCADE of one may have taken another.
  return `DROP ${DROP_WORDS[kind] ?? kind.toUpperCase()} IF EXISTS ${identity} CASCADE`
}

function refuseForeign(objects: readonly UserObject[], largeObjects: readonly string[]): void {
  const foreign = objects.filter(({ droppable }) => !droppable)
  if (foreign.length + largeObjects.length === 0) return
  const what = [...(foreign.length > 0 ? [describe(foreign)] : []), ...largeObjects].join(', ')
  throw new UserError(
    'E_PERMISSION',
    printable(`The target was left as it is: this role may not remove ${what}.`),
    'Connect as the owner of all of them or as a superuser, or drop them first.',
  )
}

function describe(objects: readonly UserObject[]): string {
  return printable(firstOf(objects.map(({ kind, identity }) => `${kind} ${identity}`)))
}

/** `out of shared memory`; the server's hint is to raise max_locks_per_transaction. */
function isLockTableFull(error: unknown): boolean {
  return sqlState(error) === '53200'
}

function explain(error: unknown): unknown {
  if (error instanceof UserError) return error
  const text = sentence(printable(errorMessage(error)))
  switch (sqlState(error)) {
    case '42501':
      return new UserError(
        'E_PERMISSION',
        `The target could not be wiped: ${text}`,
        'Connect as the owner of the database or as a superuser.',
        { cause: error },
      )
    case '40P01':
    case '55P03':
      return new UserError(
        'E_LOCK_TIMEOUT',
        `The target could not be wiped, because others are using it: ${text}`,
        'End their sessions (pg_stat_activity lists them), or use `mode: swap`.',
        { cause: error },
      )
    default:
      return sqlState(error) === undefined ? error : notWiped(text, error)
  }
}

function notWiped(what: string, cause?: unknown): UserError {
  const next = 'Stop what else works in it, or use `mode: swap`.'
  return new UserError('E_RESTORE', sentence(`The target could not be wiped: ${what}`), next, {
    cause,
  })
}
