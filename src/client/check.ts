import { constants } from 'node:fs'
import { access, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Client } from './client.ts'
import { askProgram, CommandError } from './command.ts'
import type { Unavailable } from './source.ts'
import { parseVersion } from './version.ts'

const PROGRAMS = ['pg_dump', 'pg_restore', 'pg_dumpall', 'psql'] as const

/** What is known of a client before it has been run. */
export interface Candidate {
  readonly major: number
  readonly source: Client['source']
  readonly directory: string
  readonly environment: Client['environment']
}

/**
 * Runs pg_dump and pg_restore of a folder with `--version`, so that a client that is not whole,
 * cannot start here (a library is missing) or is of another major is known before it is used.
 */
export async function checkClient(
  candidate: Candidate,
  signal: AbortSignal,
): Promise<Client | Unavailable> {
  const { directory, major } = candidate
  for (const program of PROGRAMS) {
    const problem = await programProblem(join(directory, executable(program)))
    if (problem !== undefined) return { reason: `${program} in ${directory} ${problem}` }
  }
  const [dump, restore] = await Promise.all([
    readVersion(candidate, 'pg_dump', signal),
    readVersion(candidate, 'pg_restore', signal),
  ])
  if ('reason' in dump) return dump
  if ('reason' in restore) return restore
  if (dump.version !== restore.version) {
    const both = `${dump.version} and ${restore.version}`
    return { reason: `pg_dump and pg_restore in ${directory} differ (${both})` }
  }
  if (dump.major !== major) {
    return { reason: `${directory} has ${dump.version}`, otherVersion: dump.version }
  }
  return { ...candidate, version: dump.version }
}

async function readVersion(candidate: Candidate, name: string, signal: AbortSignal) {
  const program = join(candidate.directory, executable(name))
  const { environment } = candidate
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(20_000)])
  try {
    const text = await askProgram(program, ['--version'], { signal: bounded, environment })
    return parseVersion(text) ?? { reason: `${program} does not say its version` }
  } catch (error) {
    if (error instanceof CommandError) return { reason: error.message }
    throw error
  }
}

async function programProblem(path: string): Promise<string | undefined> {
  try {
    const resolved = await realpath(path)
    // Debian's wrapper in /usr/bin picks a version by its own rules, from files we do not see.
    if (basename(resolved) === 'pg_wrapper') return 'is pg_wrapper, not the program itself'
    await access(resolved, constants.X_OK)
    return undefined
  } catch {
    return 'is missing or cannot be run'
  }
}

export function executable(program: string): string {
  return process.platform === 'win32' ? `${program}.exe` : program
}
