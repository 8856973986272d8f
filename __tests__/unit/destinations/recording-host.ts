import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CleanupTask, Host } from '../../../src/host/host.ts'

export interface RecordingHost extends Host {
  /** What would have been printed, with its level in front. */
  readonly lines: string[]
  /** What a post step would still have to undo. */
  readonly left: Set<CleanupTask>
}

/** A host that keeps what it is told; its temporary folder lies in `folder`. */
export function recordingHost(
  folder: string,
  signal = new AbortController().signal,
): RecordingHost {
  const lines: string[] = []
  const left = new Set<CleanupTask>()
  const keep = (level: string) => (line: string) => void lines.push(`${level}: ${line}`)
  return {
    kind: 'terminal',
    lines,
    left,
    signal,
    environment: process.env,
    givenInputs: [],
    toolDirectory: join(folder, 'tools'),
    log: {
      info: keep('info'),
      warning: keep('warning'),
      error: keep('error'),
      debug: keep('debug'),
      progress: keep('progress'),
      isLive: false,
      group: (_title, phase) => phase(),
    },
    cleanup: {
      add(task) {
        left.add(task)
        return { done: () => void left.delete(task) }
      },
    },
    input: () => undefined,
    addSecret: () => {},
    setOutput: () => {},
    writeSummary: async () => {},
    async temporaryDirectory() {
      const path = join(folder, 'temporary')
      await mkdir(path, { recursive: true, mode: 0o700 })
      return path
    },
  }
}
