/**
 * The version in what a client's `--version` prints, for example
 * `pg_dump (PostgreSQL) 17.11 (Debian 17.11-1.pgdg12+1)`; undefined if it is something else.
 */
export function parseVersion(text: string): { version: string; major: number } | undefined {
  const match = /\(PostgreSQL\) ((\d+)(?:\.\d+|beta\d+|rc\d+|devel)?)\b/.exec(text)
  if (match?.[1] === undefined) return undefined
  return { version: match[1], major: Number(match[2]) }
}

/** Orders versions of one major, oldest first; a beta or release candidate is before `.0`. */
export function compareVersions(left: string, right: string): number {
  return minorOf(left) - minorOf(right)
}

function minorOf(version: string): number {
  const minor = /^\d+\.(\d+)$/.exec(version)?.[1]
  return minor === undefined ? -1 : Number(minor)
}

/**
 * The first minor version of each major without a known hole that a server or an archive can use
 * against the client. The newest is CVE-2026-116314 (2026-11-12): a crafted archive that is not
 * plain text runs code in pg_restore. Raise these with PostgreSQL's security releases:
 * https://www.postgresql.org/support/security/
 */
const MINOR_FLOORS: Readonly<Record<number, number>> = { 14: 25, 15: 20, 16: 16, 17: 12, 18: 7 }

/** Whether a client lacks a security fix; false for a major of which no floor is known. */
export function isBelowFloor(version: string): boolean {
  const floor = floorOf(version)
  return floor !== undefined && minorOf(version) < floor
}

/** One sentence for a client below the floor, undefined for any other. */
export function minorFloorWarning(version: string): string | undefined {
  if (!isBelowFloor(version)) return undefined
  const fixed = `${Number.parseInt(version, 10)}.${floorOf(version)}`
  return (
    `The PostgreSQL client is ${version}, and ${fixed} closes a hole through which a crafted ` +
    'archive or a hostile server can run code in it: use it only with servers and archives you ' +
    'trust, and update it when you can.'
  )
}

function floorOf(version: string): number | undefined {
  return MINOR_FLOORS[Number.parseInt(version, 10)]
}
