import { asUserError, UserError } from '../errors.ts'
import type {
  BackupName,
  BackupWriter,
  Destination,
  FileWriter,
  StoredBackup,
  StoredFile,
} from './destination.ts'

/** How a backup ended at one of its destinations. */
export type DestinationResult =
  | { readonly destination: Destination; readonly stored: StoredBackup }
  | { readonly destination: Destination; readonly error: UserError }

/**
 * One backup being written to several destinations. It goes on as long as one of them is well:
 * whatever fails is aborted there, and shows up in the results of `commit`. Methods throw when
 * the run is cancelled, and when no destination is left: then what the first one failed with.
 */
export interface SeveralWriter {
  openFile(path: string): Promise<FileWriter>
  /** The bytes of a closed file, from the first destination that is well. */
  read(path: string): AsyncIterable<Uint8Array>
  /** Writes the manifest to each destination that has all files, in the order given at begin. */
  commit(manifestPath: string, manifest: Uint8Array): Promise<readonly DestinationResult[]>
  /** Removes what was written everywhere but where it was committed. Never throws. */
  abort(): Promise<void>
}

/** @throws UserError what the first destination failed with, if none could begin */
export async function beginAtSeveral(
  destinations: readonly Destination[],
  backup: BackupName,
  signal: AbortSignal,
): Promise<SeveralWriter> {
  const writer = new Several(destinations, signal)
  await writer.begin(backup)
  return writer
}

/**
 * What the run failed with where only some destinations failed: the first one's code, all their
 * messages, and where a good copy lies. Undefined: all is well.
 */
export function partialFailure(results: readonly DestinationResult[]): UserError | undefined {
  const failed = results.filter((result) => 'error' in result)
  const [first] = failed
  if (first === undefined) return undefined
  const copies = results.flatMap((result) => ('stored' in result ? [result.stored.location] : []))
  const message = failed.map(({ destination, error }) => `${destination.label}: ${error.message}`)
  const next = [`A good copy lies at ${copies.join(' and ')}.`, first.error.next]
  const options = { cause: first.error }
  return new UserError(first.error.code, message.join(' '), next.join(' ').trim(), options)
}

class Several implements SeveralWriter {
  readonly #targets: readonly Target[]
  readonly #signal: AbortSignal

  constructor(destinations: readonly Destination[], signal: AbortSignal) {
    this.#targets = destinations.map((destination) => new Target(destination))
    this.#signal = signal
  }

  async begin(backup: BackupName): Promise<void> {
    await this.#each(async (target) => {
      target.writer = await target.destination.begin(backup, this.#signal)
    })
  }

  async openFile(path: string): Promise<FileWriter> {
    const files = new Map<Target, FileWriter>()
    await this.#each(async (target) => {
      const file = await target.writer?.openFile(path)
      if (file) files.set(target, file)
    })
    return {
      write: (chunk) => this.#each(async (target) => files.get(target)?.write(chunk)),
      close: () => this.#close(files),
    }
  }

  read(path: string): AsyncIterable<Uint8Array> {
    const writer = this.#targets.find((target) => target.error === undefined)?.writer
    if (writer === undefined) throw new Error('No destination has the file.')
    return writer.read(path)
  }

  async commit(manifestPath: string, manifest: Uint8Array): Promise<readonly DestinationResult[]> {
    await this.#each(async (target) => {
      target.stored = await target.writer?.commit(manifestPath, manifest)
    })
    await Promise.all(this.#targets.map((target) => target.ended()))
    return this.#targets.map((target) => target.result())
  }

  async abort(): Promise<void> {
    await Promise.all(this.#targets.map((target) => target.abort()))
  }

  async #close(files: ReadonlyMap<Target, FileWriter>): Promise<StoredFile> {
    const stored: StoredFile[] = []
    await this.#each(async (target) => {
      const file = await files.get(target)?.close()
      if (file) stored.push(file)
    })
    const [first] = stored
    if (first === undefined) throw new Error('The file was opened at no destination.')
    return first
  }

  /**
   * Takes a step at every destination that is well, side by side, and waits for the slowest: so
   * no destination runs ahead of another by more than it buffers itself.
   */
  async #each(step: (target: Target) => Promise<unknown>): Promise<void> {
    this.#signal.throwIfAborted()
    await Promise.all(this.#targets.map((target) => target.take(step)))
    if (this.#targets.some((target) => target.error === undefined)) return
    // A cancelled run fails everywhere at once, which says nothing about the destinations.
    this.#signal.throwIfAborted()
    throw this.#firstError()
  }

  #firstError(): UserError | undefined {
    const failed = this.#targets.toSorted((one, other) => one.failedAt - other.failedAt)
    return failed[0]?.error
  }
}

/** One destination, and what has become of it. */
class Target {
  readonly destination: Destination
  writer: BackupWriter | undefined
  stored: StoredBackup | undefined
  error: UserError | undefined
  failedAt = 0
  #ending: Promise<void> | undefined

  constructor(destination: Destination) {
    this.destination = destination
  }

  /** Takes a step unless one has failed before. The others do not wait for what is undone here. */
  async take(step: (target: Target) => Promise<unknown>): Promise<void> {
    if (this.error) return
    try {
      await step(this)
    } catch (error) {
      // Files of a directory archive are written side by side; the first failure is the cause.
      this.error ??= asUserError(error)
      this.failedAt ||= performance.now()
      this.#ending ??= this.abort()
    }
  }

  async abort(): Promise<void> {
    if (this.stored === undefined) await this.writer?.abort()
  }

  /** Resolves once a failed one has been undone. */
  async ended(): Promise<void> {
    await this.#ending
  }

  result(): DestinationResult {
    const { destination, stored, error } = this
    if (stored) return { destination, stored }
    return { destination, error: error ?? asUserError(new Error('The backup was not committed.')) }
  }
}
