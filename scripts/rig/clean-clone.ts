import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { actionBundle } from './action-bundle.ts'
import { run } from './command.ts'
import { copyFiles, workTreeFiles } from './work-tree.ts'

/**
 * Makes `folder` a repository with one commit that holds this work tree as it is, uncommitted
 * changes included and git-ignored files left out, with dist/ made of src/ as it is: what a user
 * of the action would get. act needs one; pointed at a tree with node_modules, it takes seconds.
 */
export async function cleanClone(folder: string): Promise<void> {
  const [files, bundle] = await Promise.all([workTreeFiles('.', ':(exclude)dist'), actionBundle()])
  await copyFiles(files, folder)
  await cp(bundle, join(folder, 'dist'), { recursive: true })
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
