import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { UserError } from '../../src/errors.ts'
import type { Host } from '../../src/host/host.ts'
import { Interruption } from '../../src/host/interruption.ts'
import { processStartTime } from '../../src/host/process.ts'
import { TerminalHost } from '../../src/host/terminal.ts'
import { runMain } from '../../src/run.ts'

/*
 * A process that run.test.ts starts: it runs an operation by name, which says `ready` with its
 * temporary folder when it has something to clean up.
 */
const OPERATIONS: Readonly<Record<string, (host: Host) => Promise<void>>> = {
  succeed: async (host) => prepare(host),
  fail: async (host) => {
    await prepare(host)
    throw new UserError('E_DUMP', 'pg_dump failed:\nno geheimnis', 'Try again.', {
      cause: new Error('the cause'),
    })
  },
  obey: async (host) => {
    await prepare(host)
    await setTimeout(60_000, undefined, { signal: host.signal })
  },
  'die of the signal': async (host) => {
    await prepare(host)
    await setTimeout(60_000, undefined, { signal: host.signal }).catch(() => {})
    throw new UserError('E_DUMP', 'pg_dump was ended by SIGINT.')
  },
  'ignore the signal': async (host) => {
    await prepare(host)
    await setTimeout(60_000)
  },
  'throw outside': async (host) => {
    await prepare(host)
    queueMicrotask(() => {
      throw new Error('outside')
    })
    await setTimeout(60_000, undefined, { signal: host.signal })
  },
  'reject outside': async (host) => {
    await prepare(host)
    void Promise.reject(new Error('outside'))
    await setTimeout(60_000, undefined, { signal: host.signal })
  },
  'lose a promise': async (host) => {
    await prepare(host)
    await new Promise(() => {})
  },
  'leave a timer': async (host) => {
    await prepare(host)
    void setTimeout(60_000)
  },
  tell: async (host) => host.setOutput('rows', '1'),
  'talk on': async (host) => {
    await prepare(host)
    for (let line = 0; line < 1000; line++) {
      host.log.info(`line ${line} `.padEnd(200, '.'))
      await setImmediate()
    }
    writeFileSync(String(process.env['TEST_MARK']), 'done')
  },
}

async function prepare(host: Host): Promise<void> {
  host.addSecret('geheimnis')
  const folder = await host.temporaryDirectory()
  writeFileSync(`${folder}/dump`, 'half')
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const pid = child.pid ?? 0
  host.cleanup.add({ kind: 'end-process', pid, startTime: processStartTime(pid) })
  host.log.info(`ready ${folder} ${pid}`)
  child.unref()
}

const interruption = new Interruption()
const host = new TerminalHost({ ...process.env }, interruption.signal, new Map())
const operation = OPERATIONS[String(process.argv[2])]
if (operation) await runMain(host, interruption, operation)
