import { printable } from '../errors.ts'
import { quoteName } from '../postgres/quote-name.ts'
import { createObstacles } from './create-obstacles.ts'
import { databaseObstacles, isOtherEncoding } from './database-obstacles.ts'
import { extensionNotes, extensionObstacles } from './extensions.ts'
import { modeObstacles } from './mode-obstacles.ts'
import { named, type Obstacle, type RestoredDatabase, type RestoreWish } from './obstacle.ts'
import { roleObstacles } from './role-obstacles.ts'
import type { DatabaseLocale, TargetFacts } from './target-facts.ts'

/** All that stands in the way of a restore, so that a user can put it right at once. Pure. */
export function obstaclesTo(
  target: TargetFacts,
  archive: RestoredDatabase,
  wish: RestoreWish,
): Obstacle[] {
  return [
    ...modeObstacles(target, wish),
    ...databaseObstacles(target, archive),
    ...createObstacles(target, archive, wish),
    ...roleObstacles(target, archive, wish),
    ...extensionObstacles(target, archive, wish),
  ]
}

/** What a restore changes and nobody may notice, each a sentence for the log. Pure. */
export function notesOn(
  target: TargetFacts,
  archive: RestoredDatabase,
  wish: RestoreWish,
): string[] {
  const notes = extensionNotes(target, archive, wish)
  const collation = collationText(target.locale)
  if (archive.collation !== '' && collation !== archive.collation) {
    notes.push(
      `The target sorts text by ${collation}, the source by ${archive.collation}: the order of rows may differ.`,
    )
  }
  if (archive.encoding === 'SQL_ASCII' && isOtherEncoding(target, archive)) {
    notes.push(
      `The source has no encoding (SQL_ASCII): text that is not ${target.locale.encoding} will stop the restore.`,
    )
  }
  if (wish.mode === 'swap' && target.slots.length > 0) {
    notes.push(`${named('Replication slot', target.slots)} will stay with the old database.`)
  }
  if (wish.mode === 'swap' && besideTablespace(target) !== target.tablespace) {
    notes.push(
      `The new database will not be in the tablespace ${quoteName(target.tablespace)}, in which ${quoteName(target.user)} may not create any.`,
    )
  }
  return notes.map(printable)
}

/** Where the database of a swap goes: where the target is, if that is allowed. */
export function besideTablespace({ tablespace, mayUseTablespace }: TargetFacts): string {
  return mayUseTablespace ? tablespace : 'pg_default'
}

/** As a manifest has it: `en_US.UTF-8` of the C library, or `icu:en-US`. */
export function collationText(locale: DatabaseLocale): string {
  return locale.provider === 'libc' ? locale.collate : `${locale.provider}:${locale.locale ?? ''}`
}
