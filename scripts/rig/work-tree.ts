import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run } from './command.ts'
import { projectFolder } from './folder.ts'

/**
 * The project's files as they are now, uncommitted ones included and git-ignored ones left out, as
 * paths relative to it; `patterns` (git's pathspecs) limit them.
 */
export async function workTreeFiles(...patterns: readonly string[]): Promise<string[]> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns]
  return (await run('git', list, { cwd: projectFolder })).split('\0').filter(Boolean).sort()
}

/** Copies files of the project to the same places below another folder. */
export async function copyFiles(files: readonly string[], folder: string): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    // A file that git knows may have been deleted in the work tree.
    await cp(join(projectFolder, file), join(folder, file)).catch(ignoreMissing)
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
