import { Readable } from 'node:stream'
import type { BlobStore } from './blob-store.ts'

/** An artifact that was uploaded and finalized. */
export interface StoredArtifact {
  readonly id: string
  readonly runId: string
  readonly name: string
  /** `application/zip` unless the upload said otherwise. */
  readonly mimeType: string
  /** `sha256:` and hexadecimal digits. */
  readonly digest: string
  /** In bytes. */
  readonly size: number
  /** The file with its bytes, there until the service is stopped. */
  readonly path: string
}

/** A request as JSON has it: snake_case, 64-bit integers as text. */
export type Fields = Readonly<Record<string, string | undefined>>

/** A failure of Twirp's: https://twitchtv.github.io/twirp/docs/errors.html */
export class ServiceError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface Row {
  readonly id: string
  readonly run: string
  readonly job: string
  readonly name: string
  readonly mimeType: string
  readonly createdAt: string
  /** Both known once it is finalized. */
  digest?: string
  size?: number
}

/** The calls of GitHub's ArtifactService: what they check, keep and answer. */
export class ArtifactService {
  readonly #rows: Row[] = []
  readonly #blobs: BlobStore
  #lastId = 0

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  /** What is stored now, oldest first. */
  get stored(): StoredArtifact[] {
    return this.#rows.flatMap(({ id, run: runId, name, mimeType, digest, size = 0 }) => {
      if (digest === undefined) return []
      return [{ id, runId, name, mimeType, digest, size, path: this.#blobs.path(id) }]
    })
  }

  /** Adds an artifact as if it had been uploaded. */
  async seed(run: string, name: string, content: Uint8Array): Promise<void> {
    const id = String(++this.#lastId)
    await this.#blobs.put(id, Readable.from([content]))
    const described = await this.#blobs.describe(id)
    const createdAt = new Date().toISOString()
    const row = { id, run, job: 'job-1', name, mimeType: 'application/zip', createdAt }
    this.#rows.push({ ...row, ...described })
  }

  #finished(fields: Fields): Row[] {
    const run = fields['workflow_run_backend_id']
    return this.#rows.filter((row) => row.digest !== undefined && row.run === run)
  }

  find(fields: Fields): Row {
    const row = this.#finished(fields).find(({ name }) => name === fields['name'])
    if (row === undefined) {
      throw new ServiceError(404, 'not_found', `no artifact ${fields['name']}`)
    }
    return row
  }

  /** `upload` makes the signed address that the bytes go to. */
  create(fields: Fields, upload: (id: string) => string): object {
    const { name = '', workflow_run_backend_id: run = '' } = fields
    if (this.#rows.some((row) => row.run === run && row.name === name)) {
      const message = 'an artifact with this name already exists on the workflow run'
      throw new ServiceError(409, 'already_exists', message)
    }
    const id = String(++this.#lastId)
    const job = fields['workflow_job_run_backend_id'] ?? ''
    const mimeType = fields['mime_type'] ?? 'application/zip'
    this.#rows.push({ id, run, job, name, mimeType, createdAt: new Date().toISOString() })
    return { ok: true, signed_upload_url: upload(id) }
  }

  async finalize(fields: Fields): Promise<object> {
    const { name, size, hash, workflow_run_backend_id: run } = fields
    const row = this.#rows.findLast(
      (each) => each.digest === undefined && each.run === run && each.name === name,
    )
    const stored = row && (await this.#blobs.describe(row.id))
    if (row === undefined || stored === undefined) {
      throw new ServiceError(404, 'not_found', 'not created, or nothing uploaded')
    }
    if (String(size) !== String(stored.size) || (hash !== undefined && hash !== stored.digest)) {
      const message = `stored ${stored.size} ${stored.digest}, told ${size} ${hash}`
      throw new ServiceError(400, 'invalid_argument', message)
    }
    Object.assign(row, stored)
    return { ok: true, artifact_id: row.id }
  }

  list(fields: Fields): object {
    const { name_filter: name, id_filter: id } = fields
    const rows = this.#finished(fields).filter(
      (row) => (name ?? row.name) === row.name && String(id ?? row.id) === row.id,
    )
    const artifacts = rows.map((row) => ({
      workflow_run_backend_id: row.run,
      workflow_job_run_backend_id: row.job,
      database_id: row.id,
      name: row.name,
      size: String(row.size),
      created_at: row.createdAt,
      digest: row.digest,
    }))
    return { artifacts }
  }

  async delete(fields: Fields): Promise<object> {
    const { id } = this.find(fields)
    await this.remove(id)
    return { ok: true, artifact_id: id }
  }

  async remove(id: string): Promise<void> {
    this.#rows.splice(0, this.#rows.length, ...this.#rows.filter((row) => row.id !== id))
    await this.#blobs.remove(id)
  }
}
