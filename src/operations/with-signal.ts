import type { Host } from '../host/host.ts'

/** The same host for a part of a run that has a deadline of its own. */
export function withSignal(host: Host, signal: AbortSignal): Host {
  const { kind, log, cleanup, environment, givenInputs, toolDirectory } = host
  return {
    ...{ kind, log, cleanup, environment, givenInputs, toolDirectory, signal },
    input: (name) => host.input(name),
    addSecret: (value, publicWords) => host.addSecret(value, publicWords),
    setOutput: (name, value, isCredential) => host.setOutput(name, value, isCredential),
    writeSummary: (markdown) => host.writeSummary(markdown),
    temporaryDirectory: () => host.temporaryDirectory(),
  }
}
