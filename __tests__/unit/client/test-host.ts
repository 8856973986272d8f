import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Host } from '../../../src/host/host.ts'

export interface TestHost extends Host {
  /** Every line that was logged. */
  readonly lines: string[]
  /** The paths that a post step would have to remove if the run were killed now. */
  readonly pending: Set<string>
}

/** A host with folders of its own, which go when the test ends. */
export async function testHost(
  context: TestContext,
  changes: Partial<Pick<Host, 'kind' | 'signal' | 'toolDirectory' | 'environment'>> = {},
): Promise<TestHost> {
  const root = await mkdtemp(join(tmpdir(), 'pg-client-test-'))
  context.after(() => rm(root, { recursive: true, force: true }))
  const temporary = join(root, 'temporary')
  await mkdir(temporary)
  const lines: string[] = []
  const pending = new Set<string>()
  const line = (text: string) => void lines.push(text)
  return {
    kind: 'terminal',
    signal: new AbortController().signal,
    toolDirectory: join(root, 'tools'),
    lines,
    pending,
    log: {
      isLive: false,
      ...{ info: line, warning: line, error: line, debug: line, progress: line },
      group: (_, phase) => phase(),
    },
    cleanup: {
      add(task) {
        if (task.kind !== 'remove-path') throw new Error(`unexpected task ${task.kind}`)
        pending.add(task.path)
        return { done: () => void pending.delete(task.path) }
      },
    },
    environment: {},
    givenInputs: [],
    input: () => undefined,
    addSecret: () => {},
    setOutput: () => {},
    writeSummary: async () => {},
    temporaryDirectory: async () => temporary,
    ...changes,
  }
}
