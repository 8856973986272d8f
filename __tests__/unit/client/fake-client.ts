import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const PROGRAMS = ['pg_dump', 'pg_restore', 'pg_dumpall', 'psql']

/** Writes programs that do nothing but say their version, as PostgreSQL's do. */
export async function fakeClient(
  directory: string,
  version: string,
  programs: readonly string[] = PROGRAMS,
): Promise<string> {
  await mkdir(directory, { recursive: true })
  for (const program of programs) {
    const path = join(directory, program)
    await writeFile(path, `#!/bin/sh\necho "${program} (PostgreSQL) ${version} (a fake)"\n`)
    await chmod(path, 0o755)
  }
  return directory
}
