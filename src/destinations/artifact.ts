import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorMessage, UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { findArtifact, isStalled, newArtifactClient, persist } from './artifact-client.ts'
import {
  artifactError,
  artifactUrl,
  audienceOf,
  checkAudience,
  checkService,
  furtherName,
  retentionOf,
} from './artifact-rules.ts'
import type {
  BackupName,
  BackupNeed,
  BackupWriter,
  Destination,
  FileWriter,
  StoredBackup,
} from './destination.ts'
import { openFileDestination } from './file.ts'

export interface ArtifactOptions {
  /** undefined: as long as the repository says. */
  readonly retentionDays: number | undefined
  readonly allowPublicArtifact: boolean
  /** Set where what is stored can be read by the holders of a key only. */
  readonly encryption?: object | undefined
}

/**
 * An artifact of the workflow run, named by the backup's id, that holds the archive and the
 * manifest. The service takes files only, so the backup is spooled to the runner's disk first.
 */
export async function openArtifactDestination(
  host: Host,
  options: ArtifactOptions,
): Promise<Destination> {
  return new ArtifactDestination(host, join(await host.temporaryDirectory(), 'artifact'), options)
}

class ArtifactDestination implements Destination {
  readonly kind = 'artifact'
  readonly label = 'artifact'
  readonly #host: Host
  readonly #folder: string
  readonly #spool: Destination
  readonly #options: ArtifactOptions

  constructor(host: Host, folder: string, options: ArtifactOptions) {
    this.#host = host
    this.#folder = folder
    const url = { kind: 'file', text: folder, directory: folder } as const
    this.#spool = openFileDestination(url, host, { durable: false })
    this.#options = options
  }

  async check(need: BackupNeed, signal: AbortSignal): Promise<void> {
    checkService(this.#host.environment)
    const audience = audienceOf(await readEvent(this.#host.environment['GITHUB_EVENT_PATH']))
    const { warning } = retentionOf(this.#options.retentionDays, this.#host.environment)
    const { allowPublicArtifact, encryption } = this.#options
    const audienceWarning =
      encryption === undefined ? checkAudience(audience, allowPublicArtifact) : undefined
    const warnings = [audienceWarning, warning]
    for (const text of warnings) if (text !== undefined) this.#host.log.warning(text)
    await this.#spool.check(need, signal)
  }

  async begin(backup: BackupName, signal: AbortSignal): Promise<BackupWriter> {
    const spooled = await this.#spool.begin(backup, signal)
    const { days } = retentionOf(this.#options.retentionDays, this.#host.environment)
    return new ArtifactBackup(backup, spooled, {
      spool: this.#folder,
      days,
      signal,
      urlOf: (id) => artifactUrl(id, this.#host.environment),
    })
  }
}

interface UploadSettings {
  readonly spool: string
  readonly days: number | undefined
  readonly signal: AbortSignal
  readonly urlOf: (id: number) => string
}

class ArtifactBackup implements BackupWriter {
  readonly #backup: BackupName
  readonly #spooled: BackupWriter
  readonly #settings: UploadSettings
  /** Path and size of each file that is to be in the artifact. */
  readonly #files = new Map<string, number>()
  /** Of the artifact: the backup's id, as long as the service takes it. */
  #name: string
  /** Whether an upload that was given up may still be reading them. */
  #isBeingRead = false

  constructor(backup: BackupName, spooled: BackupWriter, settings: UploadSettings) {
    this.#backup = backup
    this.#name = backup.id
    this.#spooled = spooled
    this.#settings = settings
  }

  async openFile(path: string): Promise<FileWriter> {
    const file = await this.#spooled.openFile(path)
    return {
      write: (chunk) => file.write(chunk),
      close: async () => {
        const stored = await file.close()
        this.#files.set(path, stored.sizeBytes)
        return stored
      },
    }
  }

  /** From the spool: the service has nothing to read before the upload, which takes it whole. */
  read(path: string): AsyncIterable<Uint8Array> {
    return this.#spooled.read(path)
  }

  async commit(manifestPath: string, manifest: Uint8Array): Promise<StoredBackup> {
    await this.#spooled.commit(manifestPath, manifest)
    this.#files.set(manifestPath, manifest.byteLength)
    const id = await this.#upload()
    const url = this.#settings.urlOf(id)
    await this.abort()
    return { location: url, artifact: { id, name: this.#name, url } }
  }

  /** Frees the spool. An upload that was not finished is never shown by the service. */
  async abort(): Promise<void> {
    // The library throws where nobody can catch it if a file that it is going to read is gone.
    if (this.#isBeingRead) return
    await this.#spooled.abort()
    await rm(this.#settings.spool, { recursive: true, force: true }).catch(() => {})
  }

  async #upload(): Promise<number> {
    const { signal, spool, days } = this.#settings
    const root = join(spool, this.#backup.name)
    const paths = [...this.#files.keys()].map((path) => join(root, path))
    const client = await newArtifactClient(signal)
    // The archive is compressed already. Zero days means the repository's own number.
    const options = { compressionLevel: 0, retentionDays: days ?? 0 }
    const send = () =>
      client.uploadArtifact(this.#name, paths, root, options).catch((error: unknown) => {
        this.#isBeingRead ||= isStalled(error)
        throw error
      })
    const remove = () => client.deleteArtifact(this.#name)
    const upload = async (attempt: number) => {
      try {
        return await send()
      } catch (error) {
        if (!errorMessage(error).includes('(409)')) throw error
        const finished = await findArtifact(client, this.#name)
        if (finished === undefined) this.#name = furtherName(this.#backup.id, attempt)
        else if (attempt === 1) throw error // it is not ours, who have only begun
        return finished ?? (await send())
      }
    }
    const answer = await persist(upload, signal, remove).catch((error: unknown) => {
      signal.throwIfAborted()
      throw artifactError(error, this.#name)
    })
    await this.#compare(answer, remove)
    return Number(answer.id)
  }

  /**
   * The zip is stored without compression, so it is never smaller than what went in. The library
   * leaves out a file that it cannot read with no more than a warning.
   */
  async #compare(
    answer: { id?: number; size?: number },
    remove: () => Promise<unknown>,
  ): Promise<void> {
    const expected = [...this.#files.values()].reduce((sum, bytes) => sum + bytes, 0)
    if (answer.id !== undefined && (answer.size ?? 0) >= expected) return
    const removed = await remove().then(
      () => 'and was deleted',
      (error: unknown) => `and could not be deleted (${errorMessage(error)})`,
    )
    const message = `The artifact ${this.#name} holds ${answer.size ?? 0} bytes, fewer than the ${expected} of the backup, ${removed}.`
    throw new UserError('E_INTEGRITY', message, 'Run the backup again.')
  }
}

/** The event that started the run; undefined where there is none that can be read. */
async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path ?? '', 'utf8'))
  } catch {
    return undefined
  }
}
