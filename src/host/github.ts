import { errorMessage, sentence, UserError } from '../errors.ts'
import { parseTasks } from './cleanup.ts'
import type { CleanupTask, Environment, Log } from './host.ts'
import { ProcessHost } from './process-host.ts'

const INPUT_PREFIX = 'INPUT_'
const TASKS_STATE = 'cleanup'

/**
 * What is used of `@actions/core`. It brings an HTTP client with it, so only a workflow's run loads
 * it, and hands it over.
 */
export type Toolkit = Pick<
  typeof import('@actions/core'),
  | 'debug'
  | 'error'
  | 'group'
  | 'info'
  | 'saveState'
  | 'setOutput'
  | 'setSecret'
  | 'summary'
  | 'warning'
>

/** A step of a workflow: inputs come from `INPUT_*`, the rest goes through the runner's commands. */
export class GithubHost extends ProcessHost {
  readonly kind = 'github'
  readonly log: Log
  readonly #core: Toolkit

  constructor(environment: Environment, signal: AbortSignal, core: Toolkit) {
    super(environment, signal)
    this.#core = core
    this.log = {
      isLive: false,
      info: (line) => core.info(plainLine(this.clean(line))),
      progress: (line) => core.info(plainLine(this.clean(line))),
      debug: (line) => core.debug(this.clean(line)),
      warning: (line) => core.warning(this.clean(line)),
      error: (line) => core.error(this.clean(line)),
      group: (title, phase) => core.group(this.clean(title), phase),
    }
  }

  get givenInputs(): string[] {
    return Object.entries(this.environment)
      .filter(([name, value]) => name.startsWith(INPUT_PREFIX) && value?.trim())
      .map(([name]) => name.slice(INPUT_PREFIX.length).toLowerCase())
  }

  /**
   * Not by `core.getInput`: that reads `process.env`, out of which the secret inputs have been taken
   * by now, and takes an input that is empty for one that was left out.
   */
  input(name: string): string | undefined {
    return this.environment[githubVariable(name)]?.trim()
  }

  override addSecret(value: string, publicWords: readonly string[] = []): void {
    for (const form of this.secrets.add(value, publicWords)) {
      this.#core.setSecret(form)
    }
  }

  setOutput(name: string, value: string, isCredential = false): void {
    if (!this.#hasFile('GITHUB_OUTPUT')) return
    try {
      this.#core.setOutput(name, isCredential ? value : this.secrets.scrub(value))
    } catch (error) {
      throw new UserError(
        'E_DISK',
        `The output ${name} cannot be written: ${sentence(errorMessage(error))}`,
        'Free space on the disk of the runner.',
        { cause: error },
      )
    }
  }

  async writeSummary(markdown: string): Promise<void> {
    if (!this.#hasFile('GITHUB_STEP_SUMMARY')) return
    try {
      const text = withinLimit(this.secrets.scrub(markdown))
      await this.#core.summary.addRaw(text, true).write()
    } catch (error) {
      // The log says the same, and a good backup is no failure for that.
      this.log.warning(`The summary cannot be written: ${errorMessage(error)}`)
    }
  }

  /** In the post step: what the main step had left to undo when it ended. */
  savedTasks(): CleanupTask[] {
    return parseTasks(this.environment[`STATE_${TASKS_STATE}`] ?? '')
  }

  protected override keepTasks = (tasks: readonly CleanupTask[]): void => {
    this.journals.write(tasks)
    if (this.#hasFile('GITHUB_STATE')) this.#core.saveState(TASKS_STATE, JSON.stringify(tasks))
  }

  /** Outside of a workflow there is none, and core would print a command that is long gone. */
  #hasFile(variable: 'GITHUB_OUTPUT' | 'GITHUB_STATE' | 'GITHUB_STEP_SUMMARY'): boolean {
    return Boolean(this.environment[variable])
  }
}

/**
 * A plain line that the runner cannot take for a command, since `core.info` prints it as it is: the
 * runner looks for `::` at a line's beginning, and for the older `##[` anywhere in it.
 */
function plainLine(text: string): string {
  return text.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [')
}

/** GitHub takes 1 MiB of a step, and none of a longer summary (GitHub Docs, "Workflow commands"). */
const SUMMARY_BYTES = 1_000_000

/** A long summary without its end, from which whole lines are missing. */
function withinLimit(markdown: string): string {
  const bytes = Buffer.from(markdown)
  if (bytes.length <= SUMMARY_BYTES) return markdown
  const end = bytes.lastIndexOf('\n', SUMMARY_BYTES)
  return `${bytes.toString('utf8', 0, end)}\n\nThe rest is in the log: a summary ends at 1 MiB.`
}

/** The variable in which the runner passes an input; dashes stay as they are. */
export function githubVariable(input: string): string {
  return `${INPUT_PREFIX}${input.toUpperCase()}`
}
