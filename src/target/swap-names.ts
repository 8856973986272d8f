/** A name of PostgreSQL holds 63 bytes (NAMEDATALEN - 1); more is cut off silently. */
const NAME_BYTES = 63

/** The database that is restored into: `app_restore_k3x9qz`. */
export function besideName(database: string, id: string): string {
  return suffixed(database, `_restore_${id}`)
}

/** What the old database is called after the swap: `app_old_k3x9qz`. */
export function oldName(database: string, id: string): string {
  return suffixed(database, `_old_${id}`)
}

/** Shortens the name, never the suffix, and never in the middle of a character. */
function suffixed(name: string, suffix: string): string {
  const room = NAME_BYTES - Buffer.byteLength(suffix)
  let short = ''
  for (const character of name) {
    if (Buffer.byteLength(short + character) > room) break
    short += character
  }
  return short + suffix
}
