import { connect, type Session } from '../postgres/session.ts'
import type { Chunk } from './chunks.ts'
import { at, explainCopyFailure } from './copy-errors.ts'
import type { CopyProgress } from './copy-progress.ts'
import { copyBetween } from './copy-protocol.ts'
import type { CopyRun } from './copy-run.ts'
import { copyLargeObjects, type LargeObjectBatch } from './large-objects.ts'
import { joinSnapshot, type Snapshot } from './snapshot.ts'
import { type CopyFormat, copyStatements, isFrozen, qualified } from './statements.ts'

/** What one stream does in one go. */
export type LoadUnit = { readonly chunk: Chunk } | { readonly largeObjects: LargeObjectBatch }

export interface DataLoad {
  readonly run: CopyRun
  readonly snapshot: Snapshot
  readonly progress: CopyProgress
  /** Taken from the front by whichever stream is free. */
  readonly units: LoadUnit[]
  /** Stops the streams. */
  readonly signal: AbortSignal
  /** The rows of this part are in the target for good. */
  readonly onLoaded: (chunk: Chunk, rows: number) => void
}

/** Both ends of a stream. They are opened once, for all that it copies. */
interface Stream {
  readonly source: Session
  readonly target: Session
}

/** What pg_dump would set for its data to be read as they were written. */
const TARGET_SETTINGS = `
SET synchronous_commit = off; SET row_security = off; SET xmloption = content;
SET datestyle = 'ISO'; SET intervalstyle = 'postgres'`

/** Copies units until none is left. Throws UserError, or what stopped it. */
export async function runStream(load: DataLoad): Promise<void> {
  const stream = await openStream(load)
  try {
    for (let unit = load.units.shift(); unit; unit = load.units.shift()) {
      load.signal.throwIfAborted()
      await copyUnit(load, stream, unit)
    }
  } finally {
    await Promise.all([stream.source.end(), stream.target.end()])
  }
}

async function openStream({ run, snapshot, signal }: DataLoad): Promise<Stream> {
  const { source: from, lockTimeoutMs } = run
  const options = { settings: from.settings, lockTimeoutMs, signal }
  const [source, target] = await Promise.all([
    at('source', joinSnapshot(snapshot, options)),
    at('target', connect(run.target.settings, signal)),
  ]).catch((error) => {
    throw explainCopyFailure(error, 'connecting a stream')
  })
  await target.query(`${TARGET_SETTINGS}; SET lock_timeout = ${lockTimeoutMs}`)
  return { source, target }
}

async function copyUnit(load: DataLoad, stream: Stream, unit: LoadUnit): Promise<void> {
  const { progress } = load
  const onBytes = (bytes: number) => {
    progress.bytes += bytes
  }
  const label = 'chunk' in unit ? labelOf(unit.chunk) : 'large objects'
  const current = { label }
  progress.copying.add(current)
  try {
    if ('chunk' in unit) await copyChunk(load, stream, unit.chunk, onBytes)
    else await copyObjects(stream, unit.largeObjects, onBytes)
  } catch (error) {
    throw explainCopyFailure(error, label)
  } finally {
    progress.copying.delete(current)
  }
}

function labelOf({ table: { schema, name } }: Chunk): string {
  return `${schema}.${name}`
}

async function copyChunk(
  { run, progress, onLoaded }: DataLoad,
  { source, target }: Stream,
  chunk: Chunk,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const statements = copyStatements(chunk, formatFor(run, chunk))
  const frozen = isFrozen(chunk)
  if (frozen) await at('target', target.query(`BEGIN; TRUNCATE ONLY ${qualified(chunk.table)}`))
  const { rows } = await copyBetween(source, target, statements, onBytes)
  if (frozen) await at('target', target.query('COMMIT'))
  progress.rows += rows
  progress.size.done += chunk.sizeBytes
  onLoaded(chunk, rows)
}

/** Binary text is in the encoding of the session, so that it has to be everyone's. */
function formatFor({ source, target }: CopyRun, { table }: Chunk): CopyFormat {
  const isUnicode = source.encoding === 'UTF8' && target.encoding === 'UTF8'
  const format = isUnicode && table.isBinarySafe ? 'binary' : 'text'
  return { format, encoding: source.encoding }
}

async function copyObjects(
  { source, target }: Stream,
  batch: LargeObjectBatch,
  onBytes: (bytes: number) => void,
): Promise<void> {
  // What a batch has opened on the source is closed with its savepoint.
  await at('source', source.query('SAVEPOINT batch'))
  await copyLargeObjects(source, target, batch, onBytes)
  await at('source', source.query('ROLLBACK TO SAVEPOINT batch'))
}
