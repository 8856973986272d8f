import * as core from '@actions/core'
import type { Toolkit } from '../../../src/host/github.ts'

/**
 * The real toolkit; what it prints goes to `lines`. Its functions print before they return, so
 * standard output is taken for the length of a call only: the test runner writes there as well.
 */
export function capturedToolkit(lines: string[] = []): Toolkit {
  const captured =
    <Arguments extends unknown[]>(print: (...given: Arguments) => void) =>
    (...given: Arguments) => {
      const release = capture(lines)
      try {
        print(...given)
      } finally {
        release()
      }
    }
  return {
    debug: captured(core.debug),
    error: captured(core.error),
    group: (title, phase) => capturedGroup(lines, title, phase),
    info: captured(core.info),
    saveState: captured(core.saveState),
    setOutput: captured(core.setOutput),
    setSecret: captured(core.setSecret),
    summary: newSummary(),
    warning: captured(core.warning),
  }
}

/** `core.group` prints before it starts the phase, and once that has ended. */
async function capturedGroup<T>(
  lines: string[],
  title: string,
  phase: () => Promise<T>,
): Promise<T> {
  let release = capture(lines)
  try {
    return await core.group(title, async () => {
      release()
      try {
        return await phase()
      } finally {
        release = capture(lines)
      }
    })
  } finally {
    release()
  }
}

function capture(lines: string[]): () => void {
  const { write } = process.stdout
  process.stdout.write = (text) => {
    lines.push(String(text))
    return true
  }
  return () => {
    process.stdout.write = write
  }
}

/** The one of the module keeps the first file that it has written to. */
function newSummary(): typeof core.summary {
  const Summary = core.summary.constructor as new () => typeof core.summary
  return new Summary()
}
