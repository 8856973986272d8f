import { findClient } from '../../../src/client/find.ts'
import type { Host } from '../../../src/host/host.ts'

/** Fetches a client in a process of its own, which a test can kill: mirror, key, tool folder. */
const [mirror, mirrorKey, toolDirectory = ''] = process.argv.slice(2)
const log = { info: () => {}, debug: () => {} }
const host = {
  ...{ kind: 'terminal', environment: {}, toolDirectory, log },
  signal: new AbortController().signal,
  cleanup: { add: () => ({ done: () => {} }) },
} as unknown as Host
await findClient({ major: 15, source: 'apt', mirror, mirrorKey, cache: false }, host)
