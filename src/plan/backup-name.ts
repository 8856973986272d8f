import { UserError } from '../errors.ts'

/** A series' name is part of every object name, so it is kept to what every store takes as it is. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** `<name>-<yyyymmddThhmmssZ>-<6 random>`: the ids of a series sort by time. */
const ID = /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,99})-(?<time>\d{8}T\d{6}Z)-(?<random>[0-9a-z]{6})$/

export function isSeriesName(name: string): boolean {
  return NAME.test(name)
}

/**
 * The name of a series that was not given one: the database's, made fit for an object name.
 *
 * @throws UserError `E_INPUT` where nothing usable is left of it
 */
export function seriesNameOf(database: string): string {
  const name = database
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100)
  if (NAME.test(name)) return name
  throw new UserError(
    'E_INPUT',
    `No name for the backups can be made of the database name "${database}".`,
    'Set the input name to letters, digits, dots, dashes and underscores.',
  )
}

/** @param random six characters of `[0-9a-z]` */
export function backupId(name: string, createdAt: Date, random: string): string {
  return `${name}-${compactTime(createdAt)}-${random}`
}

/** The parts of an id, or undefined where the text is not one of ours. */
export function parseBackupId(id: string): { name: string; createdAt: Date } | undefined {
  const groups = ID.exec(id)?.groups
  if (!groups?.['name'] || !groups['time']) return undefined
  const iso = groups['time'].replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const createdAt = new Date(iso)
  return Number.isNaN(createdAt.getTime()) ? undefined : { name: groups['name'], createdAt }
}

/** What may follow the id in the name of something of a backup: nothing, or extensions. */
const SUFFIX = /^(?:\.[A-Za-z0-9]+){0,4}$/

/**
 * The backup that something in a series' folder is of, by its name: `<id>.dump`, the folder `<id>`,
 * `<id>.manifest.json`. Undefined: it is none of ours.
 *
 * @param series what the folder is called
 */
export function backupOf(entry: string, series: string): string | undefined {
  const [id] = /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?![0-9a-z])/.exec(entry) ?? []
  if (id === undefined || parseBackupId(id)?.name !== series) return undefined
  return SUFFIX.test(entry.slice(id.length)) ? id : undefined
}

/** ISO 8601 basic format, in UTC and to the second: `20261124T081500Z`. */
function compactTime(time: Date): string {
  return time.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')
}
