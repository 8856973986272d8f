import { quoteName } from '../postgres/quote-name.ts'
import { named, type Obstacle, obstacle, type RestoreWish } from './obstacle.ts'
import type { TargetFacts } from './target-facts.ts'

/** What the mode of a restore asks of the target, and of the user. */
export function modeObstacles(target: TargetFacts, wish: RestoreWish): Obstacle[] {
  if (wish.mode === 'into-empty') return target.objects.count > 0 ? [notEmpty(target)] : []
  const obstacles = wish.confirm === target.database ? [] : [unconfirmed(target, wish)]
  if (target.subscriptions.length > 0) {
    const message = `The target receives data by ${named('subscription', target.subscriptions)}`
    const remedy = 'Drop what it subscribes to first, or restore into another database'
    obstacles.push(obstacle('E_RESTORE', message, remedy))
  }
  return wish.mode === 'swap' ? [...obstacles, ...swapObstacles(target)] : obstacles
}

function notEmpty({ database, objects: { count, names } }: TargetFacts): Obstacle {
  const others = count > names.length ? ` and ${count - names.length} more` : ''
  return obstacle(
    'E_TARGET_NOT_EMPTY',
    `The target database ${quoteName(database)} is not empty: it has ${names.join(', ')}${others}`,
    `Use \`mode: clean\` to replace its contents or \`mode: swap\` to keep it under another name, both with \`confirm: ${database}\`, or give an empty database`,
  )
}

function unconfirmed({ database }: TargetFacts, { mode, confirm }: RestoreWish): Obstacle {
  const given = confirm === '' ? 'is missing' : `says ${quoteName(confirm)}`
  return obstacle(
    'E_CONFIRM',
    `\`mode: ${mode}\` replaces the database ${quoteName(database)}, and \`confirm\` ${given}`,
    `If that is the database you mean, set \`confirm: ${database}\``,
  )
}

/** ALTER DATABASE RENAME wants the owner with CREATEDB, and a database that nobody is in. */
function swapObstacles(target: TargetFacts): Obstacle[] {
  const { database, owner, preparedTransactions } = target
  const user = quoteName(target.user)
  const obstacles: Obstacle[] = []
  if (!target.mayCreateDatabases) {
    const message = `\`mode: swap\` creates a database, which ${user} may not`
    const remedy = `Use \`mode: clean\`, or run as a superuser: ALTER ROLE ${user} CREATEDB;`
    obstacles.push(obstacle('E_PERMISSION', message, remedy))
  }
  if (!target.ownsDatabase) {
    const message = `\`mode: swap\` renames the database, which belongs to ${quoteName(owner)} and not to ${user}`
    obstacles.push(obstacle('E_PERMISSION', message, 'Use `mode: clean`, or connect as its owner'))
  }
  if (target.protectedSessions.length > 0) {
    const message = `\`mode: swap\` has to end the sessions of ${named('role', target.protectedSessions)}, which ${user} may not`
    const remedy = `End them first, or run as a superuser: GRANT pg_signal_backend TO ${user};`
    obstacles.push(obstacle('E_PERMISSION', message, remedy))
  }
  if (preparedTransactions > 0) {
    const message = `${quoteName(database)} has prepared transactions (${preparedTransactions}) and cannot be renamed`
    const remedy = 'Commit them or roll them back; pg_prepared_xacts lists them'
    obstacles.push(obstacle('E_RESTORE', message, remedy))
  }
  return obstacles
}
