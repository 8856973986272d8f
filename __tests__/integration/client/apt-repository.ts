import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import { releaseCodename } from '../../../src/client/apt-configuration.ts'

const run = promisify(execFile)

/** An apt repository laid out like PGDG's, in a folder, served on loopback. */
export interface AptRepository {
  readonly root: string
  readonly url: string
  /** The armored public key that signs it. */
  readonly key: string
  /** The paths that were asked for. */
  readonly requests: string[]
}

/** What the repositories of the tests are made of. */
export interface AptFixture {
  /** The major version whose client this distribution has. */
  readonly major: number
  /** A folder with the package files. */
  readonly packages: string
  /** gpg's home, with the key that signs. */
  readonly home: string
  readonly key: string
  /** A good, signed repository. */
  readonly root: string
}

/** Makes the fixture in `work`, or resolves to the reason why there can be none here. */
export async function makeAptFixture(work: string): Promise<AptFixture | string> {
  for (const program of ['apt-get', 'dpkg-deb', 'gpg']) {
    try {
      await run(program, ['--version'])
    } catch {
      return `${program} is not installed`
    }
  }
  const packages = join(work, 'packages')
  await mkdir(packages)
  const major = await fetchPackages(packages, work)
  if (major === undefined) return 'apt-get can download no PostgreSQL client of this distribution'
  const home = join(work, 'gpg')
  const key = await makeSigningKey(home)
  const root = join(work, 'repository')
  await writeRepository(root, packages, home)
  return { major, packages, home, key, root }
}

/**
 * Fetches the distribution's own package files. A machine whose package lists are empty, as in an
 * image of a container, gets lists of its own for it.
 */
async function fetchPackages(folder: string, work: string): Promise<number | undefined> {
  const own = ['-o', `Dir::State::lists=${join(work, 'lists')}`, '-o', 'APT::Sandbox::User=root']
  for (const options of [[], own]) {
    if (options.length > 0) {
      await mkdir(join(work, 'lists', 'partial'), { recursive: true })
      await run('apt-get', [...options, '-qq', 'update']).catch(() => undefined)
    }
    for (const major of [15, 16, 17, 14, 18]) {
      const argv = [...options, '-qq', 'download', `postgresql-client-${major}`, 'libpq5']
      const done = await run('apt-get', argv, { cwd: folder }).then(
        () => true,
        () => false,
      )
      if (done) return major
    }
  }
  return undefined
}

/** A throw-away signing key; resolves to its armored public half. The home keeps the rest. */
async function makeSigningKey(home: string): Promise<string> {
  await mkdir(home, { mode: 0o700 })
  const gpg = ['--batch', '--homedir', home, '--pinentry-mode', 'loopback', '--passphrase', '']
  await run('gpg', [...gpg, '--quick-generate-key', 'Test repository', 'rsa2048', 'sign', '1d'])
  return (await run('gpg', [...gpg, '--armor', '--export'])).stdout
}

/** Ends the agent that gpg started for a home folder. */
export async function endSigningAgent(home: string): Promise<void> {
  await run('gpgconf', ['--homedir', home, '--kill', 'all'])
}

/**
 * Lays out a repository of the given package files under `root`. With `home` its index is signed,
 * without it there is only the plain Release file.
 */
export async function writeRepository(root: string, packages: string, home?: string) {
  const pool = join(root, 'pool')
  await mkdir(pool, { recursive: true })
  const stanzas: string[] = []
  for (const name of (await readdir(packages)).filter((file) => file.endsWith('.deb'))) {
    const content = await readFile(join(packages, name))
    // A package's file name may hold an escaped epoch (%3a), which stands for itself in a URL.
    const place = `pool/${name.replaceAll('%', '_')}`
    await writeFile(join(root, place), content)
    const control = (await run('dpkg-deb', ['-f', join(packages, name)])).stdout.trimEnd()
    const file = `Filename: ${place}\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`
    stanzas.push(`${control}\n${file}`)
  }
  const osRelease = await readFile('/etc/os-release', 'utf8')
  const suite = `${releaseCodename(osRelease)}-pgdg`
  const architecture = (await run('dpkg', ['--print-architecture'])).stdout.trim()
  const dist = join(root, 'dists', suite)
  await writeIndex(dist, suite, architecture, stanzas.join('\n'))
  if (home === undefined) return
  const sign = ['--batch', '--homedir', home, '--clearsign', '-o', join(dist, 'InRelease')]
  await run('gpg', [...sign, join(dist, 'Release')])
  await rm(join(dist, 'Release'))
}

async function writeIndex(dist: string, suite: string, architecture: string, packages: string) {
  const place = `main/binary-${architecture}/Packages`
  await mkdir(join(dist, place, '..'), { recursive: true })
  await writeFile(join(dist, place), packages)
  const release = [
    `Suite: ${suite}`,
    `Codename: ${suite}`,
    `Date: ${new Date().toUTCString().replace('GMT', 'UTC')}`,
    `Architectures: ${architecture}`,
    'Components: main',
    'SHA256:',
    ` ${sha256(packages)} ${Buffer.byteLength(packages)} ${place}`,
    '',
  ]
  await writeFile(join(dist, 'Release'), release.join('\n'))
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Serves a folder on loopback until the test ends. `takeOver` may take a request over, by returning
 * true: it is never answered, as by a line that hangs.
 * With `credentials`, requests without that Authorization header are refused.
 */
export async function serveRepository(
  context: TestContext,
  root: string,
  key: string,
  takeOver: (path: string) => boolean = () => false,
  credentials?: string,
): Promise<AptRepository> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(request.url ?? '/'))
    requests.push(path)
    if (takeOver(path)) return
    if (credentials !== undefined && request.headers.authorization !== credentials) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="apt"' }).end()
    }
    const file = createReadStream(join(root, path))
    file.on('error', () => response.writeHead(404).end())
    file.pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { root, url, key, requests }
}
