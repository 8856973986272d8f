import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import type { Command } from './server-user.ts'

/**
 * A private folder for one server, with a path short enough for a unix socket inside
 * (at most 107 bytes, see unix(7)), which a TMPDIR deep in a work space may not leave room for.
 */
export function privateFolder(name: string, parent = '/tmp'): Promise<string> {
  return mkdtemp(join(parent, `rig-${name}-`))
}

/** Linux's folder in memory: see shm_overview(7). */
const MEMORY = '/dev/shm'
/** More than all servers of a test run hold at any time. */
const MEMORY_NEEDED = 8 * 2 ** 30

/**
 * A private folder for data: in memory where there is room, since the thousand small files of a
 * database cost a third there of what they cost on a disk.
 */
export async function dataFolder(name: string): Promise<string> {
  const free = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return await privateFolder(name, free >= MEMORY_NEEDED ? MEMORY : undefined)
}

/**
 * Waits for the end of its standard input, which comes when the process that holds the other
 * side has ended, however that happened; then stops the server and removes its folder.
 * Lines say which server that is ("pid 123", "done" when there is none any more).
 */
const watchdog = `
trap '' INT TERM HUP
server=
while read -r word value; do
  case $word in pid) server=$value ;; done) server= ;; esac
done
if [ -n "$server" ]; then
  kill -s "$1" "$server" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  kill -s KILL "$server" 2>/dev/null
fi
rm -rf "$2"
`

/**
 * A folder and at most one server process at a time, both of which end with this process even
 * if it is killed by SIGKILL. Neither keeps this process from ending.
 */
export class Supervised {
  readonly folder: string
  readonly logFile: string
  readonly #watchdog: ChildProcess
  #child: ChildProcess | undefined

  /** `stopSignal` is what makes the server give up at once, e.g. `QUIT` for PostgreSQL. */
  constructor(folder: string, stopSignal: string) {
    this.folder = folder
    this.logFile = join(folder, 'log')
    this.#watchdog = spawn('sh', ['-c', watchdog, 'watchdog', stopSignal, folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    this.#watchdog.unref()
    const input = this.#watchdog.stdin as unknown as { unref(): void; on: ChildProcess['on'] }
    input.unref()
    input.on('error', () => {})
  }

  /** The process id of the server that was started last. */
  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Whether the server that was started last runs now. */
  get running(): boolean {
    const child = this.#child
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null
  }

  /**
   * Starts the server, with `env` and hardly anything of the caller's environment; what it writes
   * is appended to `logFile`.
   */
  start([program, ...args]: Command, env: Readonly<Record<string, string>> = {}): void {
    const log = openSync(this.logFile, 'a')
    try {
      this.#child = spawn(program, args, {
        cwd: this.folder,
        // A group of its own: a Ctrl-C at the terminal is for the tests, which then stop it.
        detached: true,
        env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', HOME: this.folder, ...env },
        stdio: ['ignore', log, log],
      })
    } finally {
      closeSync(log)
    }
    this.#child.unref()
    this.#child.on('error', () => {})
    this.#tell(`pid ${this.pid}`)
  }

  /** Sends a signal and resolves when the server has ended. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child !== undefined && this.running) {
      const ended = once(child, 'exit')
      child.ref()
      child.kill(signal)
      await ended
    }
    this.#tell('done')
  }

  /** Resolves to the exit status, or 128 + the signal as a shell has it, once it ends by itself. */
  async ended(): Promise<number> {
    const child = this.#child
    if (child === undefined) throw new Error('Nothing was started.')
    child.ref()
    if (this.running) await once(child, 'exit')
    this.#tell('done')
    return child.exitCode ?? 128 + constants.signals[child.signalCode ?? 'SIGKILL']
  }

  /** Removes the folder; the server has to be ended before. */
  async remove(): Promise<void> {
    // Something that was just killed may have made a file at the last moment.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 }).finally(() => {
      this.#watchdog.stdin?.end()
    })
  }

  #tell(line: string): void {
    if (this.#watchdog.stdin?.writable) this.#watchdog.stdin.write(`${line}\n`)
  }
}
