import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run } from './command.ts'
import { projectFolder } from './folder.ts'

/**
 * Makes `folder` a repository with one commit that holds this work tree as it is, uncommitted
 * changes included and git-ignored files left out: what a user of the action would get.
 * act needs one for `uses: owner/repo@v1`; pointed at a tree with node_modules, it takes seconds.
 */
export async function cleanClone(folder: string): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = (await run('git', list, { cwd: projectFolder })).split('\0').filter(Boolean)
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    // A file that git knows may have been deleted in the work tree.
    await cp(join(projectFolder, file), join(folder, file)).catch(ignoreMissing)
  }
  await commitAll(folder)
}

/** Makes a folder a git repository with one commit, whoever this machine's git thinks we are. */
export async function commitAll(folder: string): Promise<void> {
  const git = (...args: string[]) => run('git', ['-C', folder, ...args])
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all', '--force')
  const who = ['-c', 'user.name=rig', '-c', 'user.email=rig@example.com']
  await git(...who, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', 'As it is')
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
