import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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
  /** Without a slash at its end, and without its credentials. */
  readonly mirror: string
  /** Its line of apt_auth.conf(5), or undefined. */
  readonly credentials: string | undefined
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
  const { mirror, credentials } = parseMirror(request.mirror ?? PGDG, host)
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const codename = releaseCodename(osRelease)
  if (codename === undefined) return { reason: 'this is not Debian or Ubuntu' }
  const key = request.mirrorKey ?? PGDG_KEY
  // Keeps the clients of one mirror, and of one key, apart from those of another.
  const hash = createHash('sha256').update(`${mirror}\n${key}`).digest('hex').slice(0, 8)
  const mark = mirror === PGDG && key === PGDG_KEY ? '' : `-${hash}`
  const repository: Repository = { mirror, credentials, key, codename }
  return {
    name: 'apt',
    origin: `apt-${codename}${mark}`,
    from: `${mirror} with apt`,
    install: (folder, signal) => installPackages(request.major, repository, folder, signal),
  }
}

/** Credentials go into a file of their own: apt would show them in its errors. */
function parseMirror(text: string, host: Host): Pick<Repository, 'mirror' | 'credentials'> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search + url.hash !== '') {
    throw invalidMirror('is not the http or https address of an apt repository')
  }
  const user = decoded(url.username)
  const password = decoded(url.password)
  url.username = ''
  url.password = ''
  const mirror = url.href.replace(/\/$/, '')
  if (password === '') return { mirror, credentials: undefined }
  host.addSecret(password)
  // The file separates its words by spaces and knows no quotes.
  if (user === '' || /\s/.test(user + password)) {
    throw invalidMirror('has a user name or password that apt cannot use')
  }
  return { mirror, credentials: `machine ${mirror}/ login ${user} password ${password}\n` }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function invalidMirror(what: string): UserError {
  return new UserError(
    'E_INPUT',
    `client-mirror ${what}.`,
    'Give the base address of a repository that is laid out like the one of PGDG.',
  )
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
  await writeFile(folder.sources, aptSourceLine(folder, { ...repository, architecture }))
  if (repository.credentials !== undefined) {
    await writeFile(folder.credentials, repository.credentials, { mode: 0o600 })
    const setting = `Dir::Etc::netrc "${folder.credentials}";\n`
    await appendFile(folder.configuration, setting)
  }
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
