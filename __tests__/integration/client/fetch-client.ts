import { findClient } from '../../../src/client/find.ts'
import type { Host } from '../../../src/host/host.ts'

/** Fetches a client in a process of its own, which a test can kill: mirror, key, tool folder, major. */
const [mirror, mirrorKey, toolDirectory = '', major] = process.argv.slice(2)
const log = { info: () => {}, debug: () => {} }
const host = {
  ...{ kind: 'terminal', environment: {}, toolDirectory, log },
  signal: new AbortController().signal,
  cleanup: { add: () => ({ done: () => {} }) },
} as unknown as Host
await findClient({ major: Number(major), source: 'apt', mirror, mirrorKey, cache: false }, host)
