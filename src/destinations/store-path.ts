import { UserError } from '../errors.ts'
import { isSeriesName } from '../plan/backup-name.ts'

/**
 * The path of a file below the root of a store: `name/path`. What names it was found in a store
 * or in a manifest, so nothing in it may lead elsewhere, neither here nor in a store that
 * normalises keys.
 *
 * @throws UserError `E_INTEGRITY`
 */
export function pathInStore(name: string, path: string): string {
  const isPlain = (part: string) => !['', '.', '..'].includes(part) && !/[\\\0]/.test(part)
  if (path.split('/').every(isPlain)) return `${folderInStore(name)}/${path}`
  throw new UserError(
    'E_INTEGRITY',
    `${path} is not the path of a file of a backup.`,
    'What names it may have been altered; choose another backup.',
  )
}

/**
 * The folder of a series below the root of a store: its name.
 *
 * @throws UserError `E_INPUT`
 */
export function folderInStore(name: string): string {
  if (isSeriesName(name)) return name
  const message = `"${name}" is not the name of a series of backups.`
  throw new UserError('E_INPUT', message, 'Check the input name.')
}

/** Backups and what is put beside them have no dot at the start; what is being written does. */
export function isHidden(entry: string): boolean {
  return entry.startsWith('.')
}
