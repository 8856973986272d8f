import { quoteName } from '../postgres/quote-name.ts'
import { type Obstacle, obstacle, type RestoredDatabase, type RestoreWish } from './obstacle.ts'
import type { TargetFacts } from './target-facts.ts'

/**
 * Whether whoever makes everything, `role` or the session's own, may do so where it is to be made:
 * once the target is emptied it is too late to be told. The mark is always made by the session's.
 */
export function createObstacles(
  target: TargetFacts,
  archive: Pick<RestoredDatabase, 'tables'>,
  { mode }: Pick<RestoreWish, 'mode'>,
): Obstacle[] {
  const { database, mayCreate, mayMark, mayCreateInPublic } = target
  const maker = quoteName(target.maker)
  if (mode === 'swap') {
    if (target.makerOwnsDatabase || target.maker === target.user) return []
    const owner = quoteName(target.owner)
    const message = `The database that \`mode: swap\` makes belongs to ${owner}, and ${maker} may not create anything in it`
    return [obstacle('E_PERMISSION', message, `Run as a superuser: GRANT ${owner} TO ${maker};`)]
  }
  if (!mayCreate || !mayMark) {
    const barred = mayCreate ? quoteName(target.user) : maker
    const message = `${barred} may not create anything in the target database ${quoteName(database)}`
    const grant = `GRANT CREATE ON DATABASE ${quoteName(database)} TO ${barred};`
    return [obstacle('E_PERMISSION', message, `Run as its owner: ${grant}`)]
  }
  if (mayCreateInPublic || !archive.tables?.some(({ schema }) => schema === 'public')) return []
  const message = `${maker} may not create tables in schema public of the target database ${quoteName(database)}`
  const grant = `GRANT CREATE ON SCHEMA public TO ${maker};`
  return [obstacle('E_PERMISSION', message, `Run there as its owner: ${grant}`)]
}
