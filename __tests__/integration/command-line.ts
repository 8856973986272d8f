import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectFolder } from '../../scripts/rig/folder.ts'
import type { ActionName } from '../../src/inputs/definition.ts'

/** What a user runs, but straight from the sources. */
const ENTRIES = path.join(projectFolder, 'src', 'entries')
/** Where Node keeps the sources as it has compiled them; see scripts/test.ts. */
const { NODE_COMPILE_CACHE } = process.env
const compileCache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }

export interface Run {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  /** The outputs, as `name=value` lines on the standard output. */
  readonly outputs: Readonly<Record<string, string>>
  /** What people read: the standard error. */
  readonly log: string
  /** The lines with an error's code in front, of which a failed run has one; `::error::` is cut off. */
  readonly errors: readonly string[]
  /** The first of them. Empty after a success. */
  readonly error: string
  /** All it wrote to either stream. */
  readonly everything: string
}

export interface Started {
  readonly child: ChildProcess
  readonly finished: Promise<Run>
  /** Resolves once the log holds the text, rejects if the run ends before. */
  readonly logged: (text: string | RegExp) => Promise<void>
}

/** A private temporary folder and home, so that what a run leaves behind can be seen. */
export class Workplace implements AsyncDisposable {
  readonly folder: string
  constructor(folder: string) {
    this.folder = folder
  }

  static async make(): Promise<Workplace> {
    const place = new Workplace(await mkdtemp(path.join(tmpdir(), 'backup-test-')))
    await mkdir(place.temporary)
    return place
  }

  get environment(): Record<string, string> {
    return {
      HOME: this.folder,
      TMPDIR: this.temporary,
      PATH: process.env['PATH'] ?? '',
      XDG_CACHE_HOME: path.join(this.folder, 'cache'),
    }
  }

  /** Where a run puts its temporary files. */
  get temporary(): string {
    return path.join(this.folder, 'temporary')
  }

  get backups(): string {
    return path.join(this.folder, 'backups')
  }

  /** All files below a folder, as paths relative to it. */
  async files(folder = this.backups): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort()
  }

  /** Everything in this place as text, for a search of what must not be in it. */
  async contents(): Promise<string> {
    const files = await this.files(this.folder)
    const texts = await Promise.all(
      files.map((file) => readFile(path.join(this.folder, file), 'latin1')),
    )
    return texts.join('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

export function startCommandLine(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Started {
  return start('cli.ts', command, environment)
}

/** A step of a workflow: the action's main step, or its post step. It logs to standard output. */
export function startStep(
  step: ActionName | 'post',
  environment: Readonly<Record<string, string>>,
): Started {
  return start(`${step}.ts`, [], environment)
}

function start(
  entry: string,
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Started {
  const child = spawn(process.execPath, [path.join(ENTRIES, entry), ...command], {
    env: { ...compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let log = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const finished = new Promise<Run>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve(runOf(status, signal, out, log)))
  })
  const logged = (wanted: string | RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        const text = out + log
        if (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) resolve()
      }
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      child.once('close', () => reject(new Error(`"${wanted}" was never logged:\n${out}${log}`)))
      look()
    })
  return { child, finished, logged }
}

function runOf(
  status: number | null,
  signal: NodeJS.Signals | null,
  out: string,
  log: string,
): Run {
  const outputs = Object.fromEntries(
    out
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const lines = `${out}\n${log}`.split('\n').map((line) => line.replace(/^::error::/, ''))
  const errors = lines.filter((line) => /^E_[A-Z_]+: /.test(line))
  const everything = out + log
  return { status, signal, outputs, log, errors, error: errors[0] ?? '', everything }
}
