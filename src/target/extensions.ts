import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import {
  named,
  type Obstacle,
  obstacle,
  type RestoredDatabase,
  type RestoreWish,
} from './obstacle.ts'
import { sqlState } from './server-error.ts'
import type { TargetFacts } from './target-facts.ts'
import { inSavepoint } from './transaction.ts'

export interface ExtensionNeed {
  readonly name: string
  /** The schema it has in the backup. */
  readonly schema: string
  /** `elsewhere`: installed in another schema, which cannot be changed by creating it again. */
  readonly state: 'present' | 'elsewhere' | 'create' | 'forbidden' | 'unavailable'
  readonly installedSchema: string | null
}

/**
 * What a `clean` drops with all else, because the backup has it in another schema: what uses it
 * there names that schema, and could not be restored. Only what this role may drop and make again.
 */
export function replacedExtensions(
  { extensions }: Pick<TargetFacts, 'extensions'>,
  archive: Pick<RestoredDatabase, 'extensions'>,
  { mode }: Pick<RestoreWish, 'mode'>,
): string[] {
  if (mode !== 'clean') return []
  const wanted = new Map(archive.extensions.map(({ name, schema }) => [name, schema]))
  return extensions
    .filter(({ droppable, creatable }) => droppable && creatable)
    .filter(
      ({ name, installedSchema }) => (wanted.get(name) ?? installedSchema) !== installedSchema,
    )
    .map(({ name }) => name)
}

/** What has to happen for every extension of a backup. A swap begins with a database of none. */
export function extensionNeeds(
  { extensions }: Pick<TargetFacts, 'extensions'>,
  archive: Pick<RestoredDatabase, 'extensions'>,
  wish: Pick<RestoreWish, 'mode'>,
): ExtensionNeed[] {
  const known = new Map(extensions.map((extension) => [extension.name, extension]))
  const replaced = replacedExtensions({ extensions }, archive, wish)
  return archive.extensions.map(({ name, schema }) => {
    const found = known.get(name)
    // Every template has it; it is there again after CREATE DATABASE.
    const isKept = wish.mode === 'swap' ? name === 'plpgsql' : !replaced.includes(name)
    const installedSchema = (isKept && found?.installedSchema) || null
    const need = (state: ExtensionNeed['state']) => ({ name, schema, state, installedSchema })
    if (installedSchema !== null) return need(installedSchema === schema ? 'present' : 'elsewhere')
    if (found === undefined) return need('unavailable')
    return need(found.creatable ? 'create' : 'forbidden')
  })
}

export function extensionObstacles(
  target: TargetFacts,
  archive: RestoredDatabase,
  wish: RestoreWish,
): Obstacle[] {
  const needs = extensionNeeds(target, archive, wish)
  const inState = (wanted: string) =>
    needs.filter(({ state }) => state === wanted).map(({ name }) => name)
  const unavailable = inState('unavailable')
  const forbidden = inState('forbidden')
  const obstacles: Obstacle[] = []
  if (unavailable.length > 0) {
    const message = `The backup needs ${named('extension', unavailable)}, which the target's server does not have`
    const remedy = 'Install them on that server, or restore only schemas and tables that do without'
    obstacles.push(obstacle('E_RESTORE', message, remedy))
  }
  if (forbidden.length > 0) {
    const create = forbidden.map((name) => `CREATE EXTENSION ${quoteName(name)};`).join(' ')
    const message = `${quoteName(target.maker)} may not create ${named('extension', forbidden)}`
    const remedy =
      wish.mode === 'swap'
        ? 'Use `mode: clean`, which keeps those that are there, or connect as a superuser'
        : `Run as a superuser in the target database: ${create}`
    obstacles.push(obstacle('E_PERMISSION', message, remedy))
  }
  return obstacles
}

export function extensionNotes(
  target: TargetFacts,
  archive: RestoredDatabase,
  wish: RestoreWish,
): string[] {
  return extensionNeeds(target, archive, wish)
    .filter(({ state }) => state === 'elsewhere')
    .map(
      ({ name, schema, installedSchema }) =>
        `The extension ${quoteName(name)} is in schema ${quoteName(installedSchema ?? '')} of the target and was in ${quoteName(schema)}.`,
    )
}

/**
 * The catalogs say what stock PostgreSQL allows; providers allow more to their users (extwlist,
 * supautils, rds_superuser). So what looks forbidden is tried, in a transaction that is rolled
 * back, and marked as creatable if the server did it.
 */
export async function tryForbiddenExtensions(
  session: Session,
  target: TargetFacts,
  archive: RestoredDatabase,
  wish: RestoreWish,
): Promise<TargetFacts> {
  const forbidden = extensionNeeds(target, archive, wish).filter(
    ({ name, state }) =>
      // What is installed cannot be tried; whoever installed it may have been someone else.
      state === 'forbidden' && !isInstalled(target, name),
  )
  if (forbidden.length === 0 || target.isReadOnly) return target
  const allowed = new Set<string>()
  const isOther = target.maker !== target.user && target.settableRoles.includes(target.maker)
  await session.query('BEGIN')
  try {
    if (isOther) await session.query(`SET LOCAL ROLE ${quoteName(target.maker)}`)
    for (const { name, schema } of forbidden) {
      const schemas = [schema, 'heroku_ext', 'public'].filter((one) => target.schemas.includes(one))
      if (await canCreate(session, name, schemas)) allowed.add(name)
    }
  } finally {
    await session.query('ROLLBACK')
  }
  const extensions = target.extensions.map((extension) =>
    allowed.has(extension.name) ? { ...extension, creatable: true } : extension,
  )
  return { ...target, extensions }
}

async function canCreate(
  session: Session,
  name: string,
  schemas: readonly string[],
): Promise<boolean> {
  for (const schema of schemas) {
    const sql = `CREATE EXTENSION IF NOT EXISTS ${quoteName(name)} SCHEMA ${quoteName(schema)} CASCADE`
    try {
      await inSavepoint(session, () => session.query(sql))
      return true
    } catch (error) {
      if (sqlState(error) === undefined) throw error
    }
  }
  return false
}

function isInstalled({ extensions }: TargetFacts, name: string): boolean {
  return extensions.some((one) => one.name === name && one.installedVersion !== null)
}
