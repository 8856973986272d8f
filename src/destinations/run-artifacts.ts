import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, UserError } from '../errors.ts'
import { abandonable } from './abandonable.ts'
import { newArtifactClient, persist, unlessSilent } from './artifact-client.ts'
import { artifactReadError, artifactRemovalError } from './artifact-read-errors.ts'

/** Another workflow run, and what allows to look into it. */
export interface OtherRun {
  /** With the right `actions: read`. */
  readonly token: string
  readonly workflowRunId: number
  readonly repositoryOwner: string
  readonly repositoryName: string
}

export interface RunArtifact {
  readonly name: string
  /** Unique in a server. */
  readonly id: number
  readonly size: number
  /** `sha256:` and hexadecimal digits; undefined: the service does not tell. */
  readonly digest?: string | undefined
}

/** The artifacts of one workflow run: by the runner's own service, or by GitHub's public API. */
export class RunArtifacts {
  readonly #other: OtherRun | undefined

  /** @param other undefined: this run */
  constructor(other: OtherRun | undefined) {
    this.#other = other
  }

  /** How the run is named in logs and errors. */
  get label(): string {
    if (this.#other === undefined) return 'the artifacts of this run'
    const { repositoryOwner, repositoryName, workflowRunId } = this.#other
    return `the artifacts of run ${workflowRunId} of ${repositoryOwner}/${repositoryName}`
  }

  /**
   * All of them, also expired ones of another run, since the library does not tell them apart.
   *
   * @throws UserError `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
   */
  async list(signal: AbortSignal): Promise<readonly RunArtifact[]> {
    const client = await newArtifactClient(signal)
    const options = { latest: false, ...this.#findBy }
    try {
      return (await persist(() => client.listArtifacts(options), signal)).artifacts
    } catch (error) {
      signal.throwIfAborted()
      throw artifactReadError(error, `list ${this.label}`)
    }
  }

  /**
   * Removes an artifact of this run; one that is gone is removed.
   *
   * @throws UserError `E_CREDENTIALS`, `E_DOWNLOAD`
   */
  async remove(name: string, signal: AbortSignal): Promise<void> {
    const client = await newArtifactClient(signal)
    try {
      await abandonable(client.deleteArtifact(name, this.#findBy), signal)
    } catch (error) {
      signal.throwIfAborted()
      const known = artifactRemovalError(error, `remove the artifact ${name}`)
      if (errorCode(known) !== 'E_NOT_FOUND') throw known
    }
  }

  /**
   * Downloads the zip archive of an artifact as it is stored, and compares its digest.
   *
   * @param folder where it goes; made here, private
   * @returns the path of the zip archive
   * @throws UserError `E_INTEGRITY`, `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
   */
  async download(artifact: RunArtifact, folder: string, signal: AbortSignal): Promise<string> {
    await mkdir(folder, { mode: 0o700, recursive: true })
    try {
      const fetch = () => unlessSilent(this.#fetch(artifact, folder, signal), folder)
      const { digestMismatch } = await persist(fetch, signal)
      if (digestMismatch) throw altered(artifact)
    } catch (error) {
      signal.throwIfAborted()
      throw artifactReadError(error, `download the artifact ${artifact.name}`)
    }
    const [file, ...others] = await readdir(folder)
    if (file === undefined || others.length > 0) throw altered(artifact)
    return join(folder, file)
  }

  async #fetch(artifact: RunArtifact, folder: string, signal: AbortSignal) {
    const client = await newArtifactClient(signal)
    const options = {
      path: folder,
      // The library unpacks a stream, and has to guess where a stored file ends.
      skipDecompress: true,
      ...(artifact.digest === undefined ? {} : { expectedHash: artifact.digest }),
      ...this.#findBy,
    }
    return client.downloadArtifact(artifact.id, options)
  }

  get #findBy(): { findBy?: OtherRun } {
    return this.#other === undefined ? {} : { findBy: this.#other }
  }
}

function altered({ name }: RunArtifact): UserError {
  const message = `The artifact ${name} is not what was uploaded: its digest is another one.`
  return new UserError('E_INTEGRITY', message, 'Run again; if it stays so, choose another backup.')
}
