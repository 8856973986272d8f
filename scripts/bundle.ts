import { execFile } from 'node:child_process'
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from './rig/folder.ts'

const run = promisify(execFile)

const COMPILED = join(projectFolder, 'build')

export interface BundleFile {
  readonly name: string
  readonly sizeBytes: number
}

/**
 * Compiles src/ and bundles it into a folder, which is replaced: index.js with a chunk for
 * everything that is imported dynamically, an entry of two lines for each action, the licences of
 * all that is in it, and a package.json that says it is ESM. The same source gives the same bytes.
 */
export async function build(folder: string): Promise<BundleFile[]> {
  await rm(COMPILED, { recursive: true, force: true })
  await node('typescript/bin/tsc', ['-p', 'tsconfig.build.json'])
  await rm(folder, { recursive: true, force: true })
  // ncc gets what tsc made of it: it cannot drive TypeScript 7 itself, and the emitter of 7.0.2
  // renames property keys that are called like a class with a static method, so tsc is version 6.
  const options = ['--minify', '--no-cache', '--license', 'licenses.txt', '--out', folder]
  await node('@vercel/ncc/dist/ncc/cli.js', ['build', join(COMPILED, 'index.js'), ...options])
  await writeEntries(folder)
  return await filesOf(folder)
}

/** Runs a program of node_modules; its output is shown only if it fails. */
async function node(program: string, args: string[]): Promise<void> {
  const path = join(projectFolder, 'node_modules', program)
  try {
    await run(process.execPath, [path, ...args], { cwd: projectFolder, maxBuffer: 2 ** 26 })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${program} failed:\n${stdout}${stderr}`)
  }
}

async function writeEntries(folder: string): Promise<void> {
  const entries = join(COMPILED, 'entries')
  for (const name of await readdir(entries)) {
    const text = await readFile(join(entries, name), 'utf8')
    await writeFile(join(folder, name), text.replace(/(['"])\.\.\/(index\.js\1)/, '$1./$2'))
  }
  await chmod(join(folder, 'cli.js'), 0o755)
}

/** The files of a bundle, by name. It has no folders in it. */
export async function filesOf(folder: string): Promise<BundleFile[]> {
  const names = (await readdir(folder)).sort()
  return await Promise.all(
    names.map(async (name) => ({ name, sizeBytes: (await readFile(join(folder, name))).length })),
  )
}
