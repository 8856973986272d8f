import { quoteName } from '../postgres/quote-name.ts'
import { type Obstacle, obstacle, type RestoredDatabase } from './obstacle.ts'
import type { TargetFacts } from './target-facts.ts'

/** What is wrong with the server, the database or the rights on it, whatever the mode. */
export function databaseObstacles(target: TargetFacts, archive: RestoredDatabase): Obstacle[] {
  const { database, user } = target
  const obstacles: Obstacle[] = []
  const major = Number.parseInt(archive.serverVersion, 10)
  if (target.major < major) {
    obstacles.push(
      obstacle(
        'E_VERSION',
        `The backup is of PostgreSQL ${archive.serverVersion} and the target runs ${target.version}, which is older`,
        `Restore into PostgreSQL ${major} or newer`,
      ),
    )
  }
  if (target.isReplica) {
    const remedy = 'Give the address of its primary'
    obstacles.push(
      obstacle('E_RESTORE', 'The target is a replica and cannot be written to', remedy),
    )
  } else if (target.isReadOnly) {
    const message = `The target database ${quoteName(database)} is read only for ${quoteName(user)}`
    const remedy = 'Turn default_transaction_read_only off for this role and database'
    obstacles.push(obstacle('E_RESTORE', message, remedy))
  }
  if (target.capacity.freeConnections < 1 && !target.isSuperuser) {
    const message = `${quoteName(user)} has the last connection that it may have to ${quoteName(database)}, and needs another one`
    const remedy = 'End other sessions, or raise the CONNECTION LIMIT of the role or the database'
    obstacles.push(obstacle('E_RESTORE', message, remedy))
  }
  if (isOtherEncoding(target, archive) && !holdsEverything(target, archive)) {
    obstacles.push(
      obstacle(
        'E_RESTORE',
        `The target's encoding ${target.locale.encoding} cannot hold all text of a ${archive.encoding} database`,
        `Create the target anew: CREATE DATABASE … TEMPLATE template0 ENCODING '${archive.encoding}' LOCALE 'C';`,
      ),
    )
  }
  return obstacles
}

export function isOtherEncoding({ locale }: TargetFacts, { encoding }: RestoredDatabase): boolean {
  return locale.encoding !== encoding
}

/** UTF8 has every character of the others (manual, 23.3.4); SQL_ASCII takes and gives any bytes. */
function holdsEverything({ locale }: TargetFacts, { encoding }: RestoredDatabase): boolean {
  return [locale.encoding, encoding].includes('SQL_ASCII') || locale.encoding === 'UTF8'
}
