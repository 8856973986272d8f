import type { Flow } from '../../archive/stream-archive.ts'
import type { Host } from '../../host/host.ts'
import { progressLine, startProgress } from '../../report/progress.ts'

/** Runs some work that moves a known number of bytes, and shows how far it has come. */
export async function withFlow<T>(
  host: Host,
  phase: string,
  totalBytes: number,
  work: (flow: Flow) => Promise<T>,
): Promise<T> {
  const flow: Flow = { bytes: 0 }
  const started = performance.now()
  const line = () => {
    const elapsedSeconds = (performance.now() - started) / 1000
    const fraction = totalBytes > 0 ? flow.bytes / totalBytes : undefined
    return progressLine({ phase, elapsedSeconds, bytes: flow.bytes, fraction }, host.log.isLive)
  }
  const stop = startProgress(host.log, host.log.isLive, line, host.signal)
  try {
    return await work(flow)
  } finally {
    stop()
  }
}
