import type { StoredArtifact } from '../destinations/destination.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { archivePath, type DestinationReport, otherFiles } from './report.ts'
import { shellWord } from './shell-word.ts'

type Url = DestinationReport['url']
type S3Url = Extract<Url, { kind: 's3' }>
type GsUrl = Extract<Url, { kind: 'gs' }>
type AzUrl = Extract<Url, { kind: 'az' }>

/** How to bring the files of a stored backup here, with the tool that its place is made for. */
export function downloadCommands(manifest: Manifest, { url, stored }: DestinationReport): string[] {
  switch (url.kind) {
    case 'file':
      return []
    case 'artifact':
      return [artifactDownload(stored?.artifact ?? { name: manifest.id, url: '' })]
    case 's3':
      return s3Download(manifest, url)
    case 'gs':
      return gsDownload(manifest, url)
    case 'az':
      return azDownload(manifest, url)
  }
}

/** How to see the backups of a series that lie at a destination. */
export function listCommand(name: string, { url }: DestinationReport): string {
  switch (url.kind) {
    case 'artifact':
      return 'gh run list --status success'
    case 'file':
      return `ls -l ${shellWord(joinPath(url.directory, name))}`
    case 's3': {
      const folder = shellWord(`s3://${keyIn(url.bucket, url.prefix, name)}/`)
      return ['aws s3 ls', ...endpointOption(url.endpoint), folder].join(' ')
    }
    case 'gs':
      return `${gcloud(url)} ls ${shellWord(`gs://${keyIn(url.bucket, url.prefix, name)}/`)}`
    case 'az': {
      const prefix = shellWord(`${keyIn(url.prefix, name)}/`)
      const names = "--query '[].name' --output tsv"
      return `az storage blob list ${azPlace(url)} --container-name ${url.container} --prefix ${prefix} ${names}`
    }
  }
}

/** What lies beside the archive and has to come with it. */
function smallFiles(manifest: Manifest): string[] {
  return [`${manifest.id}.manifest.json`, ...otherFiles(manifest).map(({ path }) => path)]
}

function s3Download(manifest: Manifest, url: S3Url): string[] {
  const copy = ['aws s3 cp', ...endpointOption(url.endpoint)].join(' ')
  const folder = `s3://${keyIn(url.bucket, url.prefix, manifest.name)}`
  const archive = archivePath(manifest)
  const recursive = manifest.dump.format === 'directory' ? ' --recursive' : ''
  return [
    `${copy}${recursive} ${shellWord(`${folder}/${archive}`)} ${archive}`,
    ...smallFiles(manifest).map((path) => `${copy} ${shellWord(`${folder}/${path}`)} .`),
  ]
}

/** A folder is copied into the one that is named, under its own name. */
function gsDownload(manifest: Manifest, url: GsUrl): string[] {
  const folder = `gs://${keyIn(url.bucket, url.prefix, manifest.name)}`
  const recursive = manifest.dump.format === 'directory' ? ' --recursive' : ''
  const from = (path: string) => shellWord(`${folder}/${path}`)
  return [
    `${gcloud(url)} cp${recursive} ${from(archivePath(manifest))} .`,
    ...smallFiles(manifest).map((path) => `${gcloud(url)} cp ${from(path)} .`),
  ]
}

/** A batch keeps the whole path of each blob, so what it brings is put where the rest is. */
function azDownload(manifest: Manifest, url: AzUrl): string[] {
  const folder = keyIn(url.prefix, manifest.name)
  const archive = archivePath(manifest)
  const place = azPlace(url)
  const one = (path: string) =>
    `az storage blob download ${place} --container-name ${url.container} --name ${shellWord(`${folder}/${path}`)} --file ${path} --output none`
  const few = smallFiles(manifest).map(one)
  if (manifest.dump.format !== 'directory') return [one(archive), ...few]
  const pattern = shellWord(`${folder}/${archive}/*`)
  return [
    `az storage blob download-batch ${place} --source ${url.container} --pattern ${pattern} --destination . --output none`,
    `mv ${shellWord(`${folder}/${archive}`)} .`,
    ...few,
  ]
}

/** Google's command line takes another address from its own variable only. */
function gcloud({ endpoint }: GsUrl): string {
  if (endpoint === undefined) return 'gcloud storage'
  const address = shellWord(`${endpoint.replace(/\/+$/, '')}/`)
  return `CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE=${address} gcloud storage`
}

/** At another address the account is known by its key, in AZURE_STORAGE_KEY. */
function azPlace({ account, endpoint }: AzUrl): string {
  if (endpoint === undefined) return `--auth-mode login --account-name ${shellWord(account)}`
  return `--account-name ${shellWord(account)} --blob-endpoint ${shellWord(endpoint)}`
}

/** `gh run download` needs the run, which is in the artifact's address. */
function artifactDownload({ name, url }: Pick<StoredArtifact, 'name' | 'url'>): string {
  const parts = /^https:\/\/([^/]+)\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)\//.exec(url)
  if (parts === null) return `gh run download --name ${shellWord(name)}`
  const [, host, repository, run] = parts
  const where = host === 'github.com' ? repository : `${host}/${repository}`
  return `gh run download ${run} --repo ${shellWord(where ?? '')} --name ${shellWord(name)}`
}

/** The parts of a path that are not empty. */
function keyIn(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/')
}

function endpointOption(endpoint: string | undefined): string[] {
  return endpoint === undefined ? [] : [`--endpoint-url ${shellWord(endpoint)}`]
}

export function joinPath(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${name}`
}
