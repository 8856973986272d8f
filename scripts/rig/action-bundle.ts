import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { keepFolder, projectFolder, rigFolder } from './folder.ts'
import { nodeModules } from './parts.ts'
import { copyFiles, workTreeFiles } from './work-tree.ts'

/** All that decides what a bundle holds, and the programs of the project that make it. */
const sources = ['src', 'scripts/bundle.ts', 'package-lock.json', 'tsconfig*.json']
const builder = ['scripts/build.ts', 'scripts/rig/folder.ts', 'package.json']

/**
 * The folder with what `npm run build` makes of src/ as it is now. It is built aside, so that
 * neither the committed dist/ nor anyone who builds at the same time is touched, and kept under the
 * hash of its sources: tests that ask for it can never run an older one.
 */
export async function actionBundle(): Promise<string> {
  const hash = await hashOf(await workTreeFiles(...sources))
  const folder = await keepFolder(`${prefix}${hash}`, buildAside)
  await sweepOthers(folder)
  return join(folder, 'dist')
}

const prefix = 'bundle-'

async function buildAside(folder: string): Promise<void> {
  await copyFiles(await workTreeFiles(...sources, ...builder), folder)
  await symlink(await nodeModules(), join(folder, 'node_modules'))
  await run(process.execPath, ['scripts/build.ts'], { cwd: folder })
  for (const name of await readdir(folder)) {
    if (name !== 'dist') await rm(join(folder, name), { recursive: true })
  }
}

async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) {
    const content = await readFile(join(projectFolder, file)).catch(() => undefined)
    if (content !== undefined) hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}

/** Bundles of other sources, once they are a day old. */
async function sweepOthers(kept: string): Promise<void> {
  for (const name of await readdir(rigFolder)) {
    const path = join(rigFolder, name)
    if (!name.startsWith(prefix) || path === kept) continue
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs
    if (age > 86_400_000) await rm(path, { recursive: true, force: true })
  }
}
