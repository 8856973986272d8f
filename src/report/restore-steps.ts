import type { Manifest } from '../manifest/manifest.ts'
import { downloadCommands, joinPath } from './download-steps.ts'
import { archivePath, type DestinationReport, otherFiles } from './report.ts'
import { shellWord } from './shell-word.ts'

/** Commands for a shell that bring a backup back with stock tools: nothing of ours is needed. */
export interface RestoreSteps {
  readonly download: readonly string[]
  readonly check: readonly string[]
  /** Empty where nothing is encrypted. */
  readonly decrypt: readonly string[]
  readonly restore: readonly string[]
}

/**
 * How to restore a stored backup into a new database. Connection settings are left to the PG*
 * variables and ~/.pgpass: a URL on a command line shows its password to everyone on the machine.
 */
export function restoreSteps(manifest: Manifest, destination: DestinationReport): RestoreSteps {
  const folder = localFolder(manifest, destination)
  const isPlain = manifest.encryption === null
  return {
    download: downloadCommands(manifest, destination),
    check: checkCommands(manifest, folder),
    decrypt: isPlain ? [] : decryptCommands(manifest, folder),
    restore: restoreCommands(manifest, isPlain ? folder : ''),
  }
}

function checkCommands(manifest: Manifest, folder: string): string[] {
  const [file, ...more] = manifest.dump.files
  if (file !== undefined && more.length === 0) {
    return [`echo ${shellWord(`${file.sha256}  ${folder}${file.path}`)} | sha256sum --check`]
  }
  const list = `jq -r '.dump.files[] | "\\(.sha256)  \\(.path)"' ${manifest.id}.manifest.json`
  const check = `${list} | sha256sum --check --quiet`
  return folder === '' ? [check] : [`(cd ${shellWord(folder)} && ${check})`]
}

/** What they write lies beside the user, never in the store. A passphrase is asked for. */
function decryptCommands(manifest: Manifest, folder: string): string[] {
  const hasPassphrase = manifest.encryption?.recipients.includes('scrypt')
  const age = `age --decrypt${hasPassphrase ? '' : ' --identity=key.txt'}`
  const path = archivePath(manifest)
  const single = [...(manifest.dump.format === 'directory' ? [] : [path]), ...othersOf(manifest)]
  const commands = single.map(
    (file) => `${age} --output=${shellWord(opened(file))} ${shellWord(folder + file)}`,
  )
  if (manifest.dump.format !== 'directory') return commands
  const target = openedArchive(manifest)
  const names = `${target}/"$(basename "$file" .age)"`
  const each = `for file in ${shellWord(folder + path)}/*.age; do ${age} --output=${names} "$file"; done`
  return [`mkdir ${target}`, each, ...commands]
}

function othersOf(manifest: Manifest): string[] {
  return otherFiles(manifest).map(({ path }) => path)
}

/** What a file is called once it is decrypted. */
function opened(path: string): string {
  return path.replace(/\.age$/, '')
}

function openedArchive(manifest: Manifest): string {
  const path = archivePath(manifest)
  const isSealedFolder = manifest.encryption !== null && manifest.dump.format === 'directory'
  return isSealedFolder ? `${path}.decrypted` : opened(path)
}

function restoreCommands(manifest: Manifest, folder: string): string[] {
  const database = shellWord(`${manifest.name}_restored`)
  const globals = othersOf(manifest).map(
    (file) => `psql --no-psqlrc --dbname=postgres --file=${shellWord(folder + opened(file))}`,
  )
  return [
    ...globals,
    `createdb --template=template0 ${database}`,
    loadCommand(manifest, shellWord(folder + openedArchive(manifest)), database),
  ]
}

function loadCommand(manifest: Manifest, archive: string, database: string): string {
  if (manifest.dump.format !== 'plain') {
    const jobs = manifest.dump.format === 'tar' ? '' : ' --jobs=2'
    return `pg_restore --exit-on-error --no-owner${jobs} --dbname=${database} ${archive}`
  }
  const psql = `psql --no-psqlrc --single-transaction --set=ON_ERROR_STOP=on --dbname=${database}`
  const reader = readerOf(openedArchive(manifest))
  return reader === null ? `${psql} --file=${archive}` : `${reader} ${archive} | ${psql}`
}

function readerOf(path: string): string | null {
  if (path.endsWith('.gz')) return 'gzip --decompress --stdout'
  if (path.endsWith('.zst')) return 'zstd --decompress --stdout'
  return null
}

/** Where the files are at hand: beside the user after a download, or where they were stored. */
function localFolder(manifest: Manifest, { url }: DestinationReport): string {
  return url.kind === 'file' ? `${joinPath(url.directory, manifest.name)}/` : ''
}
