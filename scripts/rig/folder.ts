import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url))

/** The one git-ignored folder that keeps everything the rig fetches or prepares. */
export const rigFolder = join(projectFolder, '.rig')

const underWay = new Map<string, Promise<string>>()

/**
 * The folder `.rig/<name>`, filled by `fill` if it is not there yet.
 * It appears by one rename, so neither a killed run nor a second process racing with this one
 * can leave or see half of it; whoever comes second throws its own copy away.
 */
export function keepFolder(
  name: string,
  fill: (temporary: string) => Promise<void>,
): Promise<string> {
  const folder = join(rigFolder, name)
  if (existsSync(folder)) return Promise.resolve(folder)
  const started = underWay.get(name) ?? fillFolder(folder, fill)
  underWay.set(name, started)
  return started.finally(() => underWay.delete(name))
}

async function fillFolder(folder: string, fill: (temporary: string) => Promise<void>) {
  await mkdir(rigFolder, { recursive: true })
  await sweepLeftovers(folder)
  const temporary = await mkdtemp(`${folder}.tmp-`)
  try {
    // mkdtemp makes the folder private, but the servers may run as another user.
    await chmod(temporary, 0o755)
    await fill(temporary)
    await rename(temporary, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
  return folder
}

/** Removes what runs that were killed more than an hour ago left of this folder. */
async function sweepLeftovers(folder: string) {
  for (const entry of await readdir(dirname(folder))) {
    if (!entry.startsWith(`${basename(folder)}.tmp-`)) continue
    const path = join(dirname(folder), entry)
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs
    if (age > 3_600_000) await rm(path, { recursive: true, force: true })
  }
}
