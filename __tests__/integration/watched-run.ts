import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { childrenOf } from '../../scripts/rig/child-processes.ts'
import type { ErrorCode } from '../../src/errors.ts'
import { isRunning, processStartTime } from '../../src/host/process.ts'
import { type Run, type Started, startCommandLine, type Workplace } from './command-line.ts'

const SAMPLE_MS = 20

interface SeenProcess {
  readonly pid: number
  readonly startTime: string
  readonly commandLine: string
}

/** A run whose process and all below it are looked at, by /proc, again and again while it lasts. */
export class WatchedRun implements AsyncDisposable {
  readonly started: Started
  readonly place: Workplace
  /** Texts that must be nowhere. */
  readonly secrets: readonly string[]
  readonly #seen = new Map<string, SeenProcess>()
  readonly #timer: NodeJS.Timeout

  constructor(started: Started, place: Workplace, secrets: readonly string[]) {
    this.started = started
    this.place = place
    this.secrets = secrets
    this.#timer = setInterval(() => this.look(), SAMPLE_MS).unref()
    void started.finished.finally(() => clearInterval(this.#timer)).catch(() => {})
  }

  /** A test that failed before its run ended must not wait for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.started.child.kill('SIGKILL')
    await this.started.finished
  }

  get pid(): number {
    return this.started.child.pid ?? 0
  }

  look(): void {
    const pids = [this.pid]
    // Grows while it is walked.
    for (const pid of pids) {
      try {
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')
        const startTime = processStartTime(pid)
        if (commandLine !== '')
          this.#seen.set(`${pid} ${commandLine}`, { pid, startTime, commandLine })
        pids.push(...childrenOf(pid))
      } catch {
        // It ended while we looked.
      }
    }
  }

  /** The processes seen so far whose program has this name, and that run now. */
  running(program: string): SeenProcess[] {
    this.look()
    const wanted = new RegExp(`(^|/)${program} `)
    return this.alive().filter(({ commandLine }) => wanted.test(commandLine))
  }

  alive(): SeenProcess[] {
    return [...this.#seen.values()].filter(({ pid, startTime }) => isRunning(pid, startTime))
  }

  get commandLines(): string[] {
    return [...this.#seen.values()].map(({ commandLine }) => commandLine)
  }

  /** Waits for the end, and checks all that has to be so however a run ends by itself. */
  async end(): Promise<Run> {
    const run = await this.started.finished
    this.assertNoProcess()
    await assertNothingTemporary(this.place)
    await this.assertNoSecret(run)
    return run
  }

  assertNoProcess(): void {
    assert.deepEqual(this.alive(), [], 'processes were left')
    assert.deepEqual(processesIn(this.place.folder), [], 'processes were left')
  }

  /** For a run that was killed: everything else has to end by itself within seconds. */
  async processesEnd(): Promise<void> {
    await eventually(
      () => processesIn(this.place.folder).length === 0,
      'all processes ended',
      10_000,
    )
    this.assertNoProcess()
  }

  /** A search of everything the run wrote, and of every command line there was. */
  async assertNoSecret(run: Run): Promise<void> {
    // A mask is how the runner is told what to hide, and is hidden by it.
    const shown = run.everything.replace(/^::add-mask::.*$/gm, '')
    const texts = [shown, await this.place.contents(), ...this.commandLines]
    const text = texts.join('\n')
    for (const form of this.secrets.flatMap(formsOf)) {
      assert.equal(text.includes(form), false, `a secret is shown as ${form}:\n${run.everything}`)
    }
  }

  /** What a failure has to be like: one line with its code, and nothing kept anywhere here. */
  async fails(code: ErrorCode, ...words: readonly RegExp[]): Promise<Run> {
    const run = await this.end()
    assert.equal(run.errors.length, 1, run.everything)
    assert.ok(run.error.startsWith(`${code}: `), run.everything)
    for (const word of words) assert.match(run.error, word)
    assert.notEqual(run.status, 0)
    assert.notEqual(run.status, null, run.everything)
    assert.deepEqual(await this.place.files(), [], 'something was kept')
    return run
  }
}

/** Starts `pg-backup backup` on a URL, into the place's own folder unless flags say otherwise. */
export function startBackup(
  place: Workplace,
  url: string,
  flags: readonly string[],
  more: {
    readonly secrets?: readonly string[]
    readonly env?: Readonly<Record<string, string>>
  } = {},
): WatchedRun {
  const given = flags.some((flag) => flag.startsWith('--destination'))
  const destination = given ? [] : [`--destination=${place.backups}`]
  const started = startCommandLine(['backup', ...destination, ...flags], {
    ...place.environment,
    PG_BACKUP_DATABASE_URL: url,
    ...more.env,
  })
  return new WatchedRun(started, place, more.secrets ?? [])
}

/**
 * Nothing of a run that is over: its folder, passwords, spool and list of tasks are gone. A kill
 * may leave half a list, which a later run removes.
 */
export async function assertNothingTemporary(place: Workplace): Promise<void> {
  const left = await readdir(place.temporary, { recursive: true })
  const own = left.filter((entry) => !/^pg-backup-runs-\d+(\/.*\.partial)?$/.test(entry))
  assert.deepEqual(own, [], 'temporary files were left')
}

/** Resolves when the check holds; it is asked again and again, since no event tells. */
export async function eventually(
  check: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 60_000, // as long as it takes on a machine that is busy with much else
): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await check())) {
    assert.ok(Date.now() < end, `not within ${limitMs} ms: ${what}`)
    await sleep(20)
  }
}

/** All processes of this machine whose environment names a folder, as those of a run do. */
export function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).includes(`${folder}/`))
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

/** The ways in which a secret could be written down. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const percent = encodeURIComponent(secret)
  const forms = [
    secret,
    percent,
    percent.toLowerCase(),
    encodeURI(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", "''"),
    secret.replace(/[\\']/g, '\\$&'),
    secret.replace(/[\\:]/g, '\\$&'),
  ]
  // Command lines and files are read as Latin-1, in which UTF-8 looks like this.
  const asLatin1 = forms.map((form) => Buffer.from(form, 'utf8').toString('latin1'))
  return [...new Set([...forms, ...asLatin1])]
}
