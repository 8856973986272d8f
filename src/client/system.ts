import { realpath } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Host } from '../host/host.ts'
import { checkClient, executable } from './check.ts'
import { type ClientSource, isUnavailable } from './source.ts'

/** A client that the system's own packages, or the user, installed. Changes nothing. */
export function systemSource(
  major: number,
  host: Pick<Host, 'signal' | 'environment'>,
  places: readonly string[] = systemDirectories(major),
): ClientSource {
  return {
    name: 'system',
    async find() {
      const directories = await realDirectories(places, host.environment['PATH'] ?? '')
      const reasons: string[] = []
      for (const directory of directories) {
        const candidate = { major, source: 'system', directory, environment: {} } as const
        const found = await checkClient(candidate, host.signal)
        if (!isUnavailable(found)) return found
        reasons.push(found.reason)
      }
      if (reasons.length > 0) return { reason: reasons.join('; ') }
      return { reason: `no pg_dump in ${[...places, 'PATH'].join(', ')}` }
    },
  }
}

/**
 * Where packages of one major keep their programs: Debian and Ubuntu, PGDG's RPMs, SUSE and
 * Alpine; Homebrew, Postgres.app and EDB on macOS; EDB on Windows.
 */
export function systemDirectories(major: number, platform = process.platform): string[] {
  if (platform === 'win32') return [`C:\\Program Files\\PostgreSQL\\${major}\\bin`]
  if (platform === 'darwin') {
    const formulas = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((cellar) => [
      `${cellar}/postgresql@${major}/bin`,
      `${cellar}/libpq@${major}/bin`,
      `${cellar}/libpq/bin`,
    ])
    const apps = `/Applications/Postgres.app/Contents/Versions/${major}/bin`
    return [...formulas, apps, `/Library/PostgreSQL/${major}/bin`]
  }
  return [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/usr/lib/postgresql${major}/bin`,
    `/usr/libexec/postgresql${major}`,
  ]
}

/**
 * The folders that hold a real pg_dump, the known places first. What is behind a pg_dump in PATH
 * is followed to the program itself: Debian's is a link to pg_wrapper, and is left out.
 */
async function realDirectories(places: readonly string[], path: string): Promise<string[]> {
  const program = executable('pg_dump')
  const folders = [...places, ...path.split(delimiter).filter(isAbsolute)]
  const programs = await Promise.all(
    folders.map((folder) => realpath(join(folder, program)).catch(() => undefined)),
  )
  const found = programs.filter((file) => file !== undefined && basename(file) === program)
  return [...new Set(found.map((file) => dirname(file ?? '')))]
}
