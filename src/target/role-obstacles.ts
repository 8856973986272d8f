import { quoteName } from '../postgres/quote-name.ts'
import {
  named,
  type Obstacle,
  obstacle,
  type RestoredDatabase,
  type RestoreWish,
} from './obstacle.ts'
import type { TargetFacts } from './target-facts.ts'

/**
 * Roles that have to be there: `role`, owners and grantees that are restored; the first two within
 * reach.
 */
export function roleObstacles(
  target: TargetFacts,
  { owners = [], grantees = [] }: RestoredDatabase,
  { noOwner, role }: RestoreWish,
): Obstacle[] {
  const wanted = [...new Set([...(role ? [role] : []), ...(noOwner ? [] : owners)])]
  const others = grantees.filter((name) => !wanted.includes(name))
  const instead = noOwner ? 'Give another `role`' : 'Set `no-owner: true`'
  return [
    ...missingRoles(target, wanted, instead),
    ...missingRoles(target, others, 'Set `no-acl: true`'),
    ...foreignRoles(target, wanted, instead),
  ]
}

/** @param instead what can be done but to make them, `Set ...` */
export function missingRoles(
  { roles }: Pick<TargetFacts, 'roles'>,
  wanted: readonly string[],
  instead: string,
): Obstacle[] {
  const known = new Set(roles)
  const missing = wanted.filter((name) => !known.has(name))
  if (missing.length === 0) return []
  const create = missing.map((name) => `CREATE ROLE ${quoteName(name)};`).join(' ')
  const message = `The target's server has no ${named('role', missing)}`
  return [obstacle('E_RESTORE', message, `${instead}, or run there: ${create}`)]
}

function foreignRoles(target: TargetFacts, wanted: readonly string[], instead: string): Obstacle[] {
  const [known, settable] = [new Set(target.roles), new Set(target.settableRoles)]
  const foreign = wanted.filter((name) => known.has(name) && !settable.has(name))
  if (foreign.length === 0) return []
  const user = quoteName(target.user)
  const grant = foreign.map((name) => `GRANT ${quoteName(name)} TO ${user};`).join(' ')
  const message = `${user} may not act as ${named('role', foreign)}`
  return [obstacle('E_PERMISSION', message, `${instead}, or run as a superuser: ${grant}`)]
}
