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
  const known = new Set(target.roles)
  const settable = new Set(target.settableRoles)
  const missing = wanted.filter((name) => !known.has(name))
  const foreign = wanted.filter((name) => known.has(name) && !settable.has(name))
  const instead = noOwner ? 'Give another `role`' : 'Set `no-owner: true`'
  const user = quoteName(target.user)
  const obstacles: Obstacle[] = []
  if (missing.length > 0) {
    const create = missing.map((name) => `CREATE ROLE ${quoteName(name)};`).join(' ')
    const message = `The target's server has no ${named('role', missing)}`
    obstacles.push(obstacle('E_RESTORE', message, `${instead}, or run there: ${create}`))
  }
  const unknown = grantees.filter((name) => !known.has(name) && !missing.includes(name))
  if (unknown.length > 0) {
    const create = unknown.map((name) => `CREATE ROLE ${quoteName(name)};`).join(' ')
    const message = `Rights are granted to ${named('role', unknown)}, which the target's server has not`
    obstacles.push(obstacle('E_RESTORE', message, `Set \`no-acl: true\`, or run there: ${create}`))
  }
  if (foreign.length > 0) {
    const grant = foreign.map((name) => `GRANT ${quoteName(name)} TO ${user};`).join(' ')
    const message = `${user} may not act as ${named('role', foreign)}`
    obstacles.push(obstacle('E_PERMISSION', message, `${instead}, or run as a superuser: ${grant}`))
  }
  return obstacles
}
