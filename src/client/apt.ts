import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { aptConfiguration, aptFolder, aptSourceLine, releaseCodename } from './apt-configuration.ts'
import type { ClientRequest } from './client.ts'
import { CommandError, runCommand } from './command.ts'
import type { Installer } from './installer.ts'
import { PGDG_KEY } from './pgdg-key.ts'
import type { Unavailable } from './source.ts'

const PGDG = 'https://apt.postgresql.org/pub/repos/apt'

interface Repository {
  readonly mirror: string
  readonly key: string
  readonly codename: string
}

/**
 * Fetches PGDG's package files on Debian and Ubuntu and unpacks them. apt itself does the fetching
 * and checks the signature, with a configuration of its own: no root, and nothing of the system
 * is changed. Throws E_INPUT for a mirror that is not an http(s) address.
 */
export async function aptInstaller(
  request: Pick<ClientRequest, 'major' | 'mirror' | 'mirrorKey'>,
  host: Host,
): Promise<Installer | Unavailable> {
  const mirror = mirrorUrl(request.mirror ?? PGDG, host)
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const codename = releaseCodename(osRelease)
  if (codename === undefined) return { reason: 'this is not Debian or Ubuntu' }
  const key = request.mirrorKey ?? PGDG_KEY
  const repository: Repository = { mirror: mirror.href.replace(/\/$/, ''), key, codename }
  return {
    name: 'apt',
    origin: `apt-${codename}${mirrorMark(request)}`,
    from: `${mirror.origin}${mirror.pathname} with apt`,
    install: (folder, signal) => installPackages(request.major, repository, folder, signal),
  }
}

function mirrorUrl(text: string, host: Host): URL {
  const url = URL.parse(text)
  if (url?.protocol === 'https:' || url?.protocol === 'http:') {
    if (url.password !== '') host.addSecret(url.password)
    return url
  }
  throw new UserError(
    'E_INPUT',
    'client-mirror is not an http or https address.',
    'Give the base address of an apt repository that is laid out like the one of PGDG.',
  )
}

/** Keeps the clients of one mirror, and of one key, apart from those of another. */
function mirrorMark({ mirror, mirrorKey }: Pick<ClientRequest, 'mirror' | 'mirrorKey'>): string {
  if (mirror === undefined && mirrorKey === undefined) return ''
  const hash = createHash('sha256').update(`${mirror}\n${mirrorKey}`).digest('hex')
  return `-${hash.slice(0, 8)}`
}

async function installPackages(
  major: number,
  repository: Repository,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const apt = join(folder, 'apt')
  await preparePrivateApt(apt, repository, signal)
  const argv = ['-qq', '-c', aptFolder(apt).configuration]
  await runCommand('apt-get', [...argv, 'update'], { cwd: apt, signal })
  const packages = [`postgresql-client-${major}`, 'libpq5']
  await runCommand('apt-get', [...argv, 'download', ...packages], { cwd: apt, signal })
  const files = (await readdir(apt)).filter((name) => name.endsWith('.deb'))
  for (const file of files) {
    await runCommand('dpkg', ['-x', file, 'unpacked'], { cwd: apt, signal })
  }
  await takeClient(major, join(apt, 'unpacked'), folder)
  await rm(apt, { recursive: true })
}

async function preparePrivateApt(root: string, repository: Repository, signal: AbortSignal) {
  if (/[\s"[\]]/.test(root)) throw new CommandError(`apt cannot work in a folder named ${root}`)
  const folder = aptFolder(root)
  await mkdir(join(root, 'state', 'lists', 'partial'), { recursive: true })
  await mkdir(join(root, 'cache', 'archives', 'partial'), { recursive: true })
  const architecture = (await runCommand('dpkg', ['--print-architecture'], { signal })).trim()
  await writeFile(join(root, 'status'), '')
  await writeFile(folder.configuration, aptConfiguration(folder))
  await writeFile(folder.key, repository.key)
  // The mirror's address may hold a password.
  const sources = aptSourceLine(folder, { ...repository, architecture })
  await writeFile(folder.sources, sources, { mode: 0o600 })
}

/** Moves the programs to `bin` and libpq to `lib`, the places of every tool cache entry. */
async function takeClient(major: number, unpacked: string, folder: string): Promise<void> {
  const libraries = join(unpacked, 'usr', 'lib')
  await rename(join(libraries, 'postgresql', String(major), 'bin'), join(folder, 'bin'))
  await mkdir(join(folder, 'lib'))
  // Multiarch: /usr/lib/x86_64-linux-gnu and its like.
  for (const entry of await readdir(libraries, { withFileTypes: true, recursive: true })) {
    if (!entry.name.startsWith('libpq.so.')) continue
    await rename(join(entry.parentPath, entry.name), join(folder, 'lib', entry.name))
  }
}
