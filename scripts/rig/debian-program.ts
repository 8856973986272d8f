import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { keepFolder } from './folder.ts'

/** A part that this machine may be unable to provide. */
export type OptionalPart =
  | { readonly path: string; readonly env: Readonly<Record<string, string>> }
  | { readonly path: undefined; readonly reason: string }

/**
 * A program of a Debian package: the system's, or unpacked without root and without a change to the
 * system. `program` is its path in the package.
 */
export async function debianProgram(name: string, program: string): Promise<OptionalPart> {
  const system = [`/${program}`, `/usr/local/bin/${name}`].find((path) => existsSync(path))
  if (system !== undefined) return { path: system, env: {} }
  try {
    const folder = await keepFolder(name, (temporary) => unpack(name, temporary))
    const libraries = (await readdir(join(folder, 'usr/lib'))).map((library) =>
      join(folder, 'usr/lib', library),
    )
    return { path: join(folder, program), env: { LD_LIBRARY_PATH: libraries.join(':') } }
  } catch (error) {
    return { path: undefined, reason: `${name} is not available: ${(error as Error).message}` }
  }
}

async function unpack(name: string, folder: string): Promise<void> {
  const download = join(folder, 'download')
  await mkdir(join(download, 'partial'), { recursive: true })
  await mkdir(join(folder, 'usr/lib'), { recursive: true })
  const lists = await packageLists(name, join(folder, 'lists'))
  const depends = await run('apt-cache', [...lists, 'depends', '--important', name])
  const libraries = [...depends.matchAll(/Depends: (lib[a-z0-9.+-]+)$/gm)].map((match) => match[1])
  const wanted = [
    name,
    ...libraries.filter((library) => !/^lib(c6|json-perl)$/.test(library ?? '')),
  ]
  await run('apt-get', [...lists, 'download', ...(wanted as string[])], { cwd: download })
  for (const file of await readdir(download)) {
    if (file.endsWith('.deb')) await run('dpkg', ['-x', join(download, file), folder])
  }
  await run('chmod', ['-R', 'a+rX', folder])
  await rm(download, { recursive: true })
  await rm(join(folder, 'lists'), { recursive: true, force: true })
}

/** apt's options for package lists that know a package: the system's own, else fresh private ones. */
async function packageLists(name: string, folder: string): Promise<string[]> {
  const known = await run('apt-cache', ['show', name]).catch(() => '')
  if (known !== '') return []
  await mkdir(join(folder, 'lists/partial'), { recursive: true })
  await mkdir(join(folder, 'cache/archives/partial'), { recursive: true })
  const options = ['-o', `Dir::State::Lists=${folder}/lists`, '-o', `Dir::Cache=${folder}/cache`]
  await run('apt-get', [...options, 'update'], { timeout: 120_000 })
  return options
}
