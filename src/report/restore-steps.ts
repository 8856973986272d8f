import { printable } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { archivePath, type DestinationReport, otherFiles } from './report.ts'

/** Commands for a shell that bring a backup back with stock tools: nothing of ours is needed. */
export interface RestoreSteps {
  readonly download: readonly string[]
  readonly check: readonly string[]
  readonly restore: readonly string[]
}

/**
 * How to restore a stored backup into a new database. Connection settings are left to the PG*
 * variables and ~/.pgpass: a URL on a command line shows its password to everyone on the machine.
 */
export function restoreSteps(manifest: Manifest, destination: DestinationReport): RestoreSteps {
  const folder = localFolder(manifest, destination)
  return {
    download: downloadCommands(manifest, destination),
    check: checkCommands(manifest, folder),
    restore: restoreCommands(manifest, folder),
  }
}

/** How to see the backups of a series that lie at a destination. */
export function listCommand(name: string, { url }: DestinationReport): string {
  if (url.kind === 'artifact') return 'gh run list --status success'
  if (url.kind === 'file') return `ls -l ${shellWord(joinPath(url.directory, name))}`
  return ['aws s3 ls', ...endpointOption(url.endpoint), shellWord(`${s3Folder(url, name)}/`)].join(
    ' ',
  )
}

/** One word of a POSIX shell command, quoted only where it has to be. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  if (printable(text) === text) return `'${text.replaceAll("'", "'\\''")}'`
  return `$'${printable(text.replace(/['\\]/g, '\\$&'))}'`
}

function downloadCommands(manifest: Manifest, { url, stored }: DestinationReport): string[] {
  switch (url.kind) {
    case 'file':
      return []
    case 'artifact':
      return [artifactDownload(manifest.id, stored?.artifact?.url)]
    case 's3': {
      const copy = ['aws s3 cp', ...endpointOption(url.endpoint)].join(' ')
      const folder = s3Folder(url, manifest.name)
      const files = [`${manifest.id}.manifest.json`, ...otherFiles(manifest).map((f) => f.path)]
      const archive = archivePath(manifest)
      const recursive = manifest.dump.format === 'directory' ? ' --recursive' : ''
      return [
        `${copy}${recursive} ${shellWord(`${folder}/${archive}`)} ${archive}`,
        ...files.map((path) => `${copy} ${shellWord(`${folder}/${path}`)} .`),
      ]
    }
  }
}

/** `gh run download` needs the run, which is in the artifact's address. */
function artifactDownload(id: string, url = ''): string {
  const parts = /^https:\/\/([^/]+)\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)\//.exec(url)
  if (parts === null) return `gh run download --name ${shellWord(id)}`
  const [, host, repository, run] = parts
  const where = host === 'github.com' ? repository : `${host}/${repository}`
  return `gh run download ${run} --repo ${shellWord(where ?? '')} --name ${shellWord(id)}`
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

function restoreCommands(manifest: Manifest, folder: string): string[] {
  const database = shellWord(`${manifest.name}_restored`)
  const globals = otherFiles(manifest).map(
    (file) => `psql --no-psqlrc --dbname=postgres --file=${shellWord(folder + file.path)}`,
  )
  return [
    ...globals,
    `createdb --template=template0 ${database}`,
    loadCommand(manifest, shellWord(folder + archivePath(manifest)), database),
  ]
}

function loadCommand(manifest: Manifest, archive: string, database: string): string {
  if (manifest.dump.format !== 'plain') {
    const jobs = manifest.dump.format === 'tar' ? '' : ' --jobs=2'
    return `pg_restore --exit-on-error --no-owner${jobs} --dbname=${database} ${archive}`
  }
  const psql = `psql --no-psqlrc --single-transaction --set=ON_ERROR_STOP=on --dbname=${database}`
  const reader = readerOf(archivePath(manifest))
  return reader === null ? `${psql} --file=${archive}` : `${reader} ${archive} | ${psql}`
}

function readerOf(path: string): string | null {
  if (path.endsWith('.gz')) return 'gzip --decompress --stdout'
  if (path.endsWith('.zst')) return 'zstd --decompress --stdout'
  if (path.endsWith('.lz4')) return 'lz4 --decompress --stdout'
  return null
}

/** Where the files are at hand: beside the user after a download, or where they were stored. */
function localFolder(manifest: Manifest, { url }: DestinationReport): string {
  return url.kind === 'file' ? `${joinPath(url.directory, manifest.name)}/` : ''
}

function s3Folder(url: { bucket: string; prefix: string }, name: string): string {
  return `s3://${[url.bucket, url.prefix, name].filter((part) => part !== '').join('/')}`
}

function endpointOption(endpoint: string | undefined): string[] {
  return endpoint === undefined ? [] : [`--endpoint-url ${shellWord(endpoint)}`]
}

function joinPath(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${name}`
}
