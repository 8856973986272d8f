import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable, type Writable } from 'node:stream'
import type { Client } from '../client/client.ts'
import type { Cleanup, CleanupHandle } from '../host/host.ts'
import { processStartTime } from '../host/process.ts'

export interface ProgramRun {
  readonly client: Client
  readonly name: 'pg_dump' | 'pg_dumpall' | 'pg_restore' | 'psql' | 'initdb' | 'postgres'
  readonly arguments: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly stdin: 'pipe' | 'ignore'
  readonly signal: AbortSignal
  readonly cleanup: Cleanup
  /** Told of every line of standard error as it comes. */
  readonly onErrorLine?: (line: string) => void
  /** Whether root becomes `nobody` for it, since a server refuses to run as root. */
  readonly asServerUser?: boolean
  /** What asks it to end: SIGTERM where nothing else is said. */
  readonly stopSignal?: NodeJS.Signals
}

/** A PostgreSQL program while it runs. Its bytes never go through anything that decodes them. */
export interface RunningProgram {
  readonly name: string
  readonly pid: number
  readonly stdin: Writable | null
  readonly stdout: Readable
  /** Resolves, never rejects, when the program has ended and its output is closed. */
  readonly ended: Promise<ProgramEnd>
  /** Asks it to end (pg_dump cancels its query then), and kills it a little later. */
  stop(): void
}

/** How a program ended. A status of 0 without a signal is the one good end. */
export interface ProgramEnd {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  /** The last lines it wrote to its standard error. */
  readonly stderr: string
  /** Why it could not be started at all. */
  readonly failure?: Error
}

/** Who a server runs as where we are root. */
const SERVER_IDENTITY = ['--reuid=nobody', '--regid=nogroup', '--clear-groups']

/** How long a program may take to cancel its query before it is killed. */
const STOP_GRACE_MS = 3_000
/** Enough for pg_dump's own message after many notices; the rest is dropped from the front. */
const STDERR_KEPT = 16 * 1024

/** Starts a program of the client by its full path, with exactly the environment that is given. */
export function startProgram(run: ProgramRun): RunningProgram {
  const file = path.join(run.client.directory, run.name)
  const [command, ...leading] = [...throughSetpriv(run), file]
  const child = spawn(command ?? file, [...leading, ...run.arguments], {
    stdio: [run.stdin, 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in a terminal reaches it through us, and it can be ended whole.
    detached: process.platform !== 'win32',
    env: { ...run.environment, ...run.client.environment },
  })
  const handle = noteProcess(child, run.cleanup)
  const stop = () => stopChild(child, run.stopSignal)
  // A pg_dump that was killed leaves its workers, which would go on for as long as a table lasts.
  child.once('exit', (status) => status === 0 || stopGroup(child))
  run.signal.addEventListener('abort', stop, { once: true })
  if (run.signal.aborted) stop()
  const ended = programEnd(child, run.onErrorLine).finally(() => {
    run.signal.removeEventListener('abort', stop)
    handle.done()
  })
  return {
    name: run.name,
    pid: child.pid ?? 0,
    stdin: child.stdin,
    stdout: child.stdout ?? Readable.from([]),
    ended,
    stop,
  }
}

/** A process that cannot be noted, such as on a full disk, nobody could end later. */
function noteProcess(child: ChildProcess, cleanup: Cleanup): CleanupHandle {
  const pid = child.pid ?? 0
  try {
    return cleanup.add({ kind: 'end-process', pid, startTime: processStartTime(pid) })
  } catch (error) {
    child.on('error', () => {})
    stopGroup(child)
    throw error
  }
}

export function isGoodEnd({ status, signal, failure }: ProgramEnd): boolean {
  return status === 0 && signal === null && failure === undefined
}

function programEnd(
  child: ChildProcess,
  onErrorLine: ((line: string) => void) | undefined,
): Promise<ProgramEnd> {
  let stderr = ''
  if (child.stderr && onErrorLine) createInterface(child.stderr).on('line', onErrorLine)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  return new Promise((resolve) => {
    child.once('error', (failure) => resolve({ status: null, signal: null, stderr, failure }))
    child.once('close', (status, signal) => resolve({ status, signal, stderr }))
  })
}

function stopChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  killGroupLater(child)
}

/** Ends what is left of a program that has itself ended. */
function stopGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM')
  killGroupLater(child)
}

function killGroupLater(child: ChildProcess): void {
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_GRACE_MS)
  child.once('close', () => clearTimeout(timer))
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return // It never started, and 0 would be our own group.
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Windows has no groups, and an empty group is what is wanted.
    child.kill(signal)
  }
}

/**
 * On Linux a program is started through util-linux's setpriv, so that the kernel ends it when this
 * process is killed (prctl(2), PR_SET_PDEATHSIG): nobody else could, since SIGKILL runs no handler.
 */
function throughSetpriv({ asServerUser = false, stopSignal = 'SIGTERM' }: ProgramRun): string[] {
  if (process.platform !== 'linux') return []
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(isExecutable)
  if (setpriv === undefined) return []
  const identity = asServerUser && process.getuid?.() === 0 ? SERVER_IDENTITY : []
  // One call for both: the kernel forgets the death signal when the user changes.
  return [setpriv, ...identity, '--pdeathsig', stopSignal.slice(3), '--']
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
