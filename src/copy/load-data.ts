import { errorCode } from '../errors.ts'
import { connect, type Session } from '../postgres/session.ts'
import type { Chunk } from './chunks.ts'
import { at, CopyFailure, explainCopyFailure } from './copy-errors.ts'
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
  /** Those that no stream can read any more; see `getsLock`. */
  readonly held: LoadUnit[]
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

/** Copies what the streams could not, by the snapshot's own session, when they have ended. */
export async function runHeld(load: DataLoad): Promise<void> {
  const target = await openTarget(load)
  try {
    for (const unit of load.held) {
      load.signal.throwIfAborted()
      await copyUnit(load, { source: load.snapshot.session, target }, unit)
    }
  } finally {
    await target.end()
  }
}

async function openStream(load: DataLoad): Promise<Stream> {
  const { run, snapshot, signal } = load
  const options = { settings: run.source.settings, lockTimeoutMs: run.lockTimeoutMs, signal }
  try {
    const [source, target] = await Promise.all([
      at('source', joinSnapshot(snapshot, options)),
      at('target', openTarget(load)),
    ])
    return { source, target }
  } catch (error) {
    throw explainCopyFailure(error, 'rows')
  }
}

async function openTarget({ run, signal }: DataLoad): Promise<Session> {
  const target = await connect(run.target.settings, signal)
  await target.query(`${TARGET_SETTINGS}; SET lock_timeout = ${run.lockTimeoutMs}`)
  return target
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
    if ('largeObjects' in unit) await copyObjects(stream, unit.largeObjects, onBytes)
    else if (await getsLock(stream.source, unit.chunk)) {
      await copyChunk(load, stream, unit.chunk, onBytes)
    } else load.held.push(unit)
  } catch (error) {
    throw explainCopyFailure(error, label)
  } finally {
    progress.copying.delete(current)
  }
}

function labelOf({ table: { schema, name } }: Chunk): string {
  return `${schema}.${name}`
}

/**
 * Whether a session gets the lock for reading a table, without waiting for it. The snapshot's own
 * session has had it since the beginning. Who must wait now stands behind somebody who waits for
 * that session to end, and we would wait for one another for ever; no server sees such a deadlock.
 */
async function getsLock(source: Session, { table }: Chunk): Promise<boolean> {
  const lock = `LOCK TABLE ONLY ${qualified(table)} IN ACCESS SHARE MODE NOWAIT`
  try {
    await source.query(`SAVEPOINT unlocked; ${lock}; RELEASE SAVEPOINT unlocked`)
    return true
  } catch (error) {
    if (errorCode(error) !== '55P03') throw new CopyFailure('source', error)
    await at('source', source.query('ROLLBACK TO SAVEPOINT unlocked'))
    return false
  }
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
