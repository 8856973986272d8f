import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { descendantsOf, signalIfRunning } from './child-processes.ts'
import { act } from './parts.ts'
import { type ResultsService, type StoredArtifact, startResultsService } from './results-service.ts'
import { privateFolder, Supervised } from './supervised.ts'

export interface WorkflowOptions {
  /** The folder of the repository whose workflow it is; act copies it, git-ignored files left out. */
  readonly repository: string
  /** The workflow's file name in .github/workflows, or a full path. */
  readonly workflow: string
  /** The name of the event (default: push) and what the event's file holds. */
  readonly event?: string
  readonly eventPayload?: object
  readonly secrets?: Readonly<Record<string, string>>
  /** Has act mask nothing, so that the log shows what an action itself lets through. */
  readonly unmasked?: boolean
  /** The repository's variables, `vars` in a workflow. */
  readonly vars?: Readonly<Record<string, string>>
  /** Inputs of a workflow_dispatch. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables that every step sees. */
  readonly env?: Readonly<Record<string, string>>
  /** Only these of a matrix, e.g. `{ postgres: '17' }`. */
  readonly matrix?: Readonly<Record<string, string>>
  /** Only this job and those it needs. */
  readonly job?: string
  /** Folders that stand for repositories: `{ 'owner/repo@v1': folder }`; see `cleanClone`. */
  readonly localRepositories?: Readonly<Record<string, string>>
  /**
   * Where act has workspaces and, in `tool_cache`, the runner's tools. @actions/cache finds an entry
   * only under the path it was saved from, which on GitHub is always the same. Default: the run's.
   */
  readonly actionsFolder?: string
  /** A folder that keeps @actions/cache's entries; share it between runs to hit. */
  readonly cacheFolder?: string
  /** Where artifacts go; share one between runs to find them again. Default: one for this run. */
  readonly results?: ResultsService
  /** GITHUB_RUN_ID, digits. Default: the time. */
  readonly runId?: string
  /** GITHUB_REPOSITORY. Default: owner/repo. */
  readonly repositoryName?: string
}

/** A line of act's JSON log; `msg` is the step's output or act's own word. */
export interface LogLine {
  readonly msg?: string
  readonly level?: string
  readonly job?: string
  readonly step?: string
  readonly stage?: string
  /** The workflow command that the line is, its argument, and the line as it was written. */
  readonly command?: string
  readonly arg?: string
  readonly raw?: string
  /** The Markdown of a summary. */
  readonly content?: string
  readonly matrix?: Readonly<Record<string, string>>
  readonly stepResult?: string
  readonly jobResult?: string
  readonly raw_output?: boolean
}

export interface WorkflowResult {
  /** act's exit status: 0, or 1 when a job failed or was cancelled. */
  readonly status: number
  /** All messages, one after another. */
  readonly log: string
  readonly jsonLines: readonly LogLine[]
  /** The Markdown that steps wrote to GITHUB_STEP_SUMMARY, in order. */
  readonly summaries: readonly string[]
  /** What is in the results service now, of this run and of others that share it. */
  readonly artifacts: readonly StoredArtifact[]
}

/** Runs a workflow to its end under act, on this machine, without Docker. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
  await using run = await startWorkflow(options)
  return await run.result()
}

/** Starts a workflow; the caller waits for its result or cancels it, and disposes of it. */
export async function startWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const program = await act()
  const supervised = new Supervised(await privateFolder('act'), 'INT')
  const results = options.results ?? (await startResultsService())
  try {
    const args = await actArguments(options, supervised.folder, results)
    await mkdir(join(supervised.folder, 'home'))
    supervised.start([program, ...args], {
      HOME: join(supervised.folder, 'home'),
      LANG: 'C.UTF-8',
      // act runs `using: node24` with whatever node is first here.
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    })
  } catch (error) {
    await supervised.remove()
    throw error
  }
  return new WorkflowRun(supervised, results, options.results === undefined)
}

async function actArguments(
  options: WorkflowOptions,
  folder: string,
  results: ResultsService,
): Promise<string[]> {
  const { repository, workflow, event = 'push' } = options
  const runId = options.runId ?? String(Date.now())
  const path = workflow.includes('/') ? workflow : join('.github/workflows', workflow)
  const files = await inputFiles(options, folder)
  const env = {
    ...results.env(runId),
    GITHUB_RUN_ID: runId,
    GITHUB_REPOSITORY: options.repositoryName ?? 'owner/repo',
    ...options.env,
  }
  const lists = {
    '--env': Object.entries(env).map(([name, value]) => `${name}=${value}`),
    '--matrix': Object.entries(options.matrix ?? {}).map(([name, value]) => `${name}:${value}`),
    '--local-repository': Object.entries(options.localRepositories ?? {}).map(
      ([name, where]) => `${name}=${where}`,
    ),
    '--job': options.job === undefined ? [] : [options.job],
  }
  return [
    ...[event, '--json', '--rm', '-C', repository, '-W', path],
    ...['ubuntu-latest', 'ubuntu-24.04'].flatMap((name) => ['-P', `${name}=-self-hosted`]),
    ...['--action-cache-path', options.actionsFolder ?? join(folder, 'actions')],
    ...['--cache-server-addr', '127.0.0.1', ...(options.unmasked ? ['--insecure-secrets'] : [])],
    ...['--cache-server-path', options.cacheFolder ?? join(folder, 'cache')],
    ...files,
    ...Object.entries(lists).flatMap(([flag, values]) => values.flatMap((value) => [flag, value])),
  ]
}

/** Secrets and inputs go by files, so that they are in no argument list. JSON is YAML. */
async function inputFiles(options: WorkflowOptions, folder: string): Promise<string[]> {
  const contents = {
    '--secret-file': options.secrets ?? {},
    '--input-file': options.inputs ?? {},
    '--var-file': options.vars ?? {},
    '--env-file': {},
    // As on GitHub, inputs are part of the event; act takes them from there once there is a file.
    '--eventpath': { inputs: options.inputs ?? {}, ...options.eventPayload },
  }
  const flags: string[] = []
  for (const [flag, content] of Object.entries(contents)) {
    const file = join(folder, `${flag.slice(2)}.yml`)
    await writeFile(file, JSON.stringify(content), { mode: 0o600 })
    flags.push(flag, file)
  }
  return flags
}

/** A workflow under way. `await using` ends it; act also ends with this process. */
export class WorkflowRun implements AsyncDisposable {
  readonly #supervised: Supervised
  readonly #results: ResultsService
  readonly #ownsResults: boolean

  constructor(supervised: Supervised, results: ResultsService, ownsResults: boolean) {
    this.#supervised = supervised
    this.#results = results
    this.#ownsResults = ownsResults
  }

  /** The run's own folder: act's files, its home and every step's, until this is disposed of. */
  get folder(): string {
    return this.#supervised.folder
  }

  /** act's process id; its children are the steps. */
  get pid(): number {
    return this.#supervised.pid
  }

  /**
   * Cancels the run as a Ctrl-C does. act kills the step at once with SIGKILL, then runs what is
   * `always()` or `cancelled()` and the posts. GitHub's runner sends SIGINT and SIGTERM first.
   */
  cancel(): void {
    process.kill(-this.pid, 'SIGINT')
  }

  /** Resolves once a message of the log matches; rejects when the run ends without one. */
  async untilLog(pattern: RegExp): Promise<void> {
    for (;;) {
      const { running } = this.#supervised
      const log = messages(await this.#lines())
      if (pattern.test(log)) return
      if (!running) throw new Error(`The run ended without ${pattern}.\n${log.slice(-2000)}`)
      await sleep(50)
    }
  }

  /** Waits for the end and resolves to all there is to know. */
  async result(): Promise<WorkflowResult> {
    const status = await this.#supervised.ended()
    const jsonLines = await this.#lines()
    const summaries = jsonLines.flatMap(({ command, content }) =>
      command === 'summary' && content !== undefined ? [content] : [],
    )
    const { artifacts } = this.#results
    return { status, log: messages(jsonLines), jsonLines, summaries, artifacts }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Steps have sessions of their own, and would go on without act.
    const steps = this.#supervised.running ? descendantsOf(this.pid) : []
    await this.#supervised.end('SIGKILL')
    for (const pid of steps) signalIfRunning(pid, 'SIGKILL')
    if (this.#ownsResults) await this.#results.stop()
    await this.#supervised.remove()
  }

  async #lines(): Promise<LogLine[]> {
    const text = await readFile(this.#supervised.logFile, 'utf8')
    const complete = text.slice(0, text.lastIndexOf('\n') + 1)
    return complete.split('\n').filter(Boolean).map(parseLine)
  }
}

/** A line that is not JSON is act's complaint about how it was called. */
function parseLine(line: string): LogLine {
  return line.startsWith('{') ? JSON.parse(line) : { msg: line, level: 'error' }
}

function messages(lines: readonly LogLine[]): string {
  return lines.map(({ msg = '' }) => msg.replace(/\r?\n$/, '')).join('\n')
}
