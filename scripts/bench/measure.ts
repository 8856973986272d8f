import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Measurement {
  readonly seconds: number
  /** The most memory that the process itself held, in bytes; its children are not counted. */
  readonly peakBytes: number
}

/** Runs a command to its end and measures it. Rejects, with what it wrote, where it fails. */
export function measure(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Measurement> {
  const [file = '', ...rest] = command
  const started = performance.now()
  const child = spawn(file, rest, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let peakBytes = 0
  // The high-water mark of Linux never falls, so that looking now and then is enough.
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, highWaterMark(child.pid ?? 0))
  }, 20)
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4000)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => {
      clearInterval(watch)
      const seconds = (performance.now() - started) / 1000
      if (status === 0) resolve({ seconds, peakBytes })
      else reject(new Error(`${command.join(' ')} ended with ${status}:\n${output}`))
    })
  })
}

function highWaterMark(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
