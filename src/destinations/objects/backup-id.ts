/** A backup's id at the start of a file or folder name, and what has to follow it. */
const idShape = /^(.+-\d{8}T\d{6}Z-[0-9A-Za-z]{6})(?=[./])/

/**
 * The id of the backup that a file belongs to; undefined: of none of ours.
 *
 * @param path relative to the folder of the series
 */
export function backupIdOf(path: string): string | undefined {
  return idShape.exec(path)?.[1]
}

/** Whether an object lies at a key, or below it if that ends with a slash. */
export function isAt(found: string, key: string): boolean {
  return key.endsWith('/') ? found.startsWith(key) : found === key
}
