import type { ReadBack } from '../../archive/read-back.ts'
import type { Flow } from '../../archive/stream-archive.ts'
import type { Host } from '../../host/host.ts'
import type { BackupPlan } from '../../plan/backup.ts'
import { type BlockingSession, blockingSessions, copyProgress } from '../../postgres/activity.ts'
import { DumpProgressEstimate } from '../../postgres/dump-progress.ts'
import type { Session } from '../../postgres/session.ts'
import { progressLine, startProgress } from '../../report/progress.ts'
import type { DumpProgress } from './dump-archive.ts'

const ASK_EVERY_MS = 1_000

export interface DumpWatch extends DumpProgress {
  stop(): void
}

/**
 * Watches a dump through the session that read the facts: which tables are being copied, and whom
 * the dump waits for. The dump does not depend on it: what cannot be asked is left out.
 *
 * @param onCopying called each time that tables are seen being copied
 */
export function watchDump(
  host: Host,
  plan: BackupPlan,
  session: Session,
  applicationName: string,
  onCopying: () => void,
): DumpWatch {
  const started = performance.now()
  const flow: Flow = { bytes: 0 }
  const estimate = new DumpProgressEstimate(plan.tables)
  let holders: readonly BlockingSession[] = []
  let readBack: ReadBack | undefined
  const ask = async () => {
    const copies = await copyProgress(session, applicationName)
    estimate.copying(copies)
    if (copies.length > 0) onCopying()
    const blocking = copies.length > 0 ? [] : await blockingSessions(session, applicationName)
    if (blocking.length > 0) holders = blocking
  }
  const stopAsking = repeat(ask)
  const line = () => {
    if (readBack) estimate.readBack(readBack.counter.tables)
    const elapsedSeconds = (performance.now() - started) / 1000
    const progress = { phase: 'dump', elapsedSeconds, bytes: flow.bytes, ...estimate.state }
    return progressLine(progress, host.log.isLive)
  }
  const stopLines = startProgress(host.log, host.log.isLive, line, host.signal)
  return {
    flow,
    reading: (started) => {
      readBack = started
    },
    lockHolders: () => holders,
    stop() {
      stopAsking()
      stopLines()
    },
  }
}

/** Asks again and again, one question at a time, until it is told to stop or an answer fails. */
function repeat(ask: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout
  let stopped = false
  const next = () => {
    timer = setTimeout(() => ask().then(() => stopped || next(), stop), ASK_EVERY_MS)
    timer.unref()
  }
  const stop = () => {
    stopped = true
    clearTimeout(timer)
  }
  next()
  return stop
}
