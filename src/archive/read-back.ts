import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from '../client/client.ts'
import { errorMessage, sentence, UserError } from '../errors.ts'
import type { Cleanup } from '../host/host.ts'
import type { Compression } from '../inputs/backup.ts'
import type { DumpFormat, TableRows } from '../manifest/manifest.ts'
import {
  isGoodEnd,
  type ProgramEnd,
  type RunningProgram,
  startProgram,
} from '../postgres/program.ts'
import { failureMessage } from '../postgres/stderr.ts'
import { writeTo } from './back-pressure.ts'
import { CopyTextCounter } from './copy-rows.ts'
import { decompressor } from './decompress.ts'
import type { RateLimit } from './rate-limit.ts'

/**
 * Proves an archive while it is being written: the same bytes are decoded as a restore would decode
 * them, and the rows of every table are counted in what comes out.
 */
export interface ReadBack {
  /**
   * Resolves when more may be written.
   *
   * @throws UserError `E_INTEGRITY` as soon as the reader has given up
   */
  write(chunk: Uint8Array): Promise<void>
  /**
   * Ends the archive and returns the rows of every table in it.
   *
   * @throws UserError `E_INTEGRITY` where it cannot be read from its first byte to its last
   */
  finish(): Promise<readonly TableRows[]>
  /** Ends it without a result, after a failure elsewhere. */
  stop(): void
  /** Tables read so far, and the one that is being read. */
  readonly counter: CopyTextCounter
}

export interface ReadBackOptions {
  readonly client: Client
  readonly environment: Readonly<Record<string, string>>
  /** Slows the reading down, and with it, through the pipes, the dump. */
  readonly rate?: RateLimit | undefined
  readonly signal: AbortSignal
  readonly cleanup: Cleanup
}

/** Reads back a custom or tar archive with pg_restore, a plain one by its text. */
export function startReadBack(
  format: Exclude<DumpFormat, 'directory'>,
  compression: Compression,
  options: ReadBackOptions,
): ReadBack {
  return format === 'plain'
    ? readPlainText(compression, options)
    : readThrough(startRestoreToText(options, 'pipe', [`--format=${format}`]), options)
}

/** Reads back a whole directory archive that is on disk. */
export async function readBackDirectory(
  directory: string,
  options: ReadBackOptions,
): Promise<readonly TableRows[]> {
  const restore = startRestoreToText(options, 'ignore', ['--format=directory', directory])
  return readThrough(restore, options).finish()
}

/**
 * Only the data section is asked for: the definitions are in the archive's table of contents, which
 * pg_restore reads whole in any case.
 */
function startRestoreToText(
  { client, environment, signal, cleanup }: ReadBackOptions,
  stdin: 'pipe' | 'ignore',
  restoreArguments: readonly string[],
): RunningProgram {
  return startProgram({
    client,
    name: 'pg_restore',
    arguments: ['--section=data', '--file=-', ...restoreArguments],
    environment,
    stdin,
    signal,
    cleanup,
  })
}

function readThrough(restore: RunningProgram, { rate, signal }: ReadBackOptions): ReadBack {
  const counter = new CopyTextCounter()
  const counted = pipeline(restore.stdout, countingStream(counter, rate), { signal }).catch(
    () => undefined, // its end status says why
  )
  const input = restore.stdin
  input?.on('error', () => undefined) // EPIPE: it has ended, and its status says why
  let end: ProgramEnd | undefined
  restore.ended.then((known) => {
    end = known
  })
  return {
    counter,
    async write(chunk) {
      if (end && !isGoodEnd(end)) throw unreadable(failureMessage(end))
      if (input) await writeTo(input, chunk)
    },
    stop: () => restore.stop(),
    async finish() {
      input?.end()
      const end = await restore.ended
      await counted
      signal.throwIfAborted()
      if (!isGoodEnd(end)) throw unreadable(failureMessage(end))
      return completeTables(counter)
    },
  }
}

function readPlainText(compression: Compression, { rate, signal }: ReadBackOptions): ReadBack {
  const counter = new CopyTextCounter()
  const decompress = decompressor(compression.method)
  let failure: unknown
  const counted = pipeline(decompress, countingStream(counter, rate), { signal }).catch((error) => {
    failure = error
  })
  return {
    counter,
    async write(chunk) {
      if (failure !== undefined) throw unreadable(errorMessage(failure))
      await writeTo(decompress, chunk)
    },
    stop: () => decompress.destroy(),
    async finish() {
      decompress.end()
      await counted
      signal.throwIfAborted()
      if (failure !== undefined) throw unreadable(errorMessage(failure))
      return completeTables(counter)
    },
  }
}

function countingStream(counter: CopyTextCounter, rate: RateLimit | undefined): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      counter.write(chunk)
      if (rate) rate.take(chunk.length).then(() => done(), done)
      else done()
    },
  })
}

function completeTables(counter: CopyTextCounter): readonly TableRows[] {
  if (counter.truncated || !counter.complete) throw unreadable('it ends too early')
  return counter.tables
}

function unreadable(reason: string): UserError {
  return new UserError(
    'E_INTEGRITY',
    `The dump cannot be read back: ${sentence(reason)}`,
    'It was not kept; run the backup again.',
  )
}
