import assert from 'node:assert/strict'
import { GithubHost } from '../../../src/host/github.ts'
import type { Host } from '../../../src/host/host.ts'
import { TerminalHost } from '../../../src/host/terminal.ts'
import { capturedToolkit } from '../host/captured-toolkit.ts'

type Texts = Readonly<Record<string, string>>

/** Loads inputs as a step of a workflow has them. */
export function loadInWorkflow<T>(load: (host: Host) => T, inputs: Texts): T {
  const entries = Object.entries(inputs).map(([name, text]) => [
    `INPUT_${name.toUpperCase()}`,
    text,
  ])
  const { signal } = new AbortController()
  return load(new GithubHost(Object.fromEntries(entries), signal, capturedToolkit()))
}

/** Loads inputs as flags of a command line. */
export function loadInTerminal<T>(load: (host: Host) => T, inputs: Texts): T {
  return load(new TerminalHost({}, new AbortController().signal, new Map(Object.entries(inputs))))
}

export function refuses(load: (host: Host) => unknown, inputs: Texts, message: RegExp): void {
  const error = { code: 'E_INPUT', message }
  assert.throws(() => loadInWorkflow(load, inputs), error, JSON.stringify(inputs))
}
