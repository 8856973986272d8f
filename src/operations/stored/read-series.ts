import type { BackupStore } from '../../destinations/store.ts'
import { UserError } from '../../errors.ts'
import type { Manifest, VerificationLevel } from '../../manifest/manifest.ts'
import { parseManifest } from '../../manifest/parse.ts'
import { MANIFEST_SUFFIX, VERIFICATION_SUFFIX } from '../../manifest/verification.ts'
import { backupOf, parseBackupId } from '../../plan/backup-name.ts'
import { contentOf, type ListedBackup } from '../../report/listed-backup.ts'
import { type FoundBackup, isOfOneFile, readVerification, readWhole } from './find-backup.ts'

/** The backups of one series, and where their parts are. */
export interface Series {
  readonly name: string
  /** In no order. */
  readonly backups: readonly ListedBackup[]
  /** What lies in the folder of each backup, by its id. */
  readonly parts: ReadonlyMap<string, readonly string[]>
}

/** How many manifests are read at once: as many as an object store lets (objects/object-reader.ts). */
const LANES = 32
/** A million tables make 100 MB, ten thousand 1 MB: larger ones are read one at a time. */
const SMALL_BYTES = 1024 * 1024
/** What is larger is not read at all, so that no file can fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024

/**
 * Reads the manifests of the series at a place, all of them before anything is decided.
 *
 * @param name undefined: every series there is
 * @throws UserError what the store answered with; what is wrong with one manifest is noted instead
 */
export async function readAllSeries(
  store: BackupStore,
  name: string | undefined,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  if (name !== undefined) return [await readSeries(store, name, signal)]
  const all: Series[] = []
  for (const each of (await Array.fromAsync(store.series(signal))).sort()) {
    const series = await readSeries(store, each, signal)
    // A folder that somebody keeps other things in is no series.
    if (series.backups.length > 0) all.push(series)
  }
  return all
}

/** @throws UserError as `readAllSeries` */
export async function readSeries(
  store: BackupStore,
  name: string,
  signal: AbortSignal,
): Promise<Series> {
  const parts = await listParts(store, name, signal)
  const stop = new AbortController()
  const reader = new SeriesReader(store, name, AbortSignal.any([signal, stop.signal]))
  const backups: ListedBackup[] = []
  const waiting = parts.entries()
  const lanes = Array.from({ length: LANES }, async () => {
    for (const [id, found] of waiting) backups.push(await reader.read(id, found))
  })
  try {
    await Promise.all(lanes)
  } finally {
    stop.abort() // after a failure the other lanes would go on to the end
  }
  return { name, backups, parts }
}

/** What lies in a series' folder, by the backups that it is named like. Nothing else is seen. */
async function listParts(
  store: BackupStore,
  name: string,
  signal: AbortSignal,
): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>()
  for await (const path of store.list(name, signal)) {
    const id = backupOf(path, name)
    if (id === undefined) continue
    const found = parts.get(id)
    if (found === undefined) parts.set(id, [path])
    else found.push(path)
  }
  return parts
}

class SeriesReader {
  readonly #store: BackupStore
  readonly #name: string
  readonly #signal: AbortSignal
  /** The end of the line in which large manifests wait. */
  #large: Promise<unknown> = Promise.resolve()

  constructor(store: BackupStore, name: string, signal: AbortSignal) {
    this.#store = store
    this.#name = name
    this.#signal = signal
  }

  async read(id: string, parts: readonly string[]): Promise<ListedBackup> {
    const createdAt = parseBackupId(id)?.createdAt ?? new Date(0)
    const known = { id, name: this.#name, createdAt, verified: 'none', isShrunk: false } as const
    const empty = { ...known, content: null, problem: null }
    if (!parts.includes(`${id}${MANIFEST_SUFFIX}`)) return { ...empty, state: 'unfinished' }
    try {
      const found = await this.#manifest(id)
      if (!this.#store.isAtomic) requireFiles(found.manifest, parts)
      const verified = await this.#proof(found, parts)
      return {
        ...known,
        state: 'complete',
        verified,
        isShrunk: found.manifest.shrunkFrom !== undefined,
        content: contentOf(found.manifest),
        problem: null,
      }
    } catch (error) {
      this.#signal.throwIfAborted()
      if (!isOfOneFile(error)) throw error
      return { ...empty, state: 'unreadable', problem: error.message }
    }
  }

  async #manifest(id: string): Promise<FoundBackup> {
    const manifestBytes = await this.#file(`${id}${MANIFEST_SUFFIX}`)
    return { manifest: parseManifest(manifestBytes.toString('utf8'), id), manifestBytes }
  }

  /** The best that was proven, at the time of the backup or later. */
  async #proof(found: FoundBackup, parts: readonly string[]): Promise<VerificationLevel> {
    const { id, verification } = found.manifest
    if (verification.level === 'restore') return 'restore'
    if (!parts.includes(`${id}${VERIFICATION_SUFFIX}`)) return verification.level
    const later = await readVerification(this.#store, found, this.#signal)
    return later?.level ?? verification.level
  }

  async #file(path: string): Promise<Buffer> {
    const read = (most: number) => readWhole(this.#store, this.#name, path, this.#signal, most)
    try {
      return await read(SMALL_BYTES)
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'E_INTEGRITY')) throw error
      const mine = this.#large.then(() => read(MOST_BYTES))
      this.#large = mine.catch(() => {})
      return await mine
    }
  }
}

/** A manifest whose archive somebody has removed is no backup that others may be removed for. */
function requireFiles({ id, dump }: Manifest, parts: readonly string[]): void {
  const missing = dump.files.find(({ path }) => !parts.includes(path.split('/')[0] ?? ''))
  if (missing === undefined) return
  const message = `Of the backup ${id} there is a manifest, but not ${missing.path}.`
  throw new UserError('E_NOT_FOUND', message, 'Choose another backup.')
}
