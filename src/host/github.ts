import { appendFileSync } from 'node:fs'
import { errorMessage, sentence, UserError } from '../errors.ts'
import { parseTasks } from './cleanup.ts'
import type { CleanupTask, Environment, Log } from './host.ts'
import { ProcessHost, type Write } from './process-host.ts'
import { appendValue, plainLine, workflowCommand } from './workflow-commands.ts'

const INPUT_PREFIX = 'INPUT_'
const TASKS_STATE = 'cleanup'

/** A step of a workflow: inputs come from `INPUT_*`, the rest goes through the runner's commands. */
export class GithubHost extends ProcessHost {
  readonly kind = 'github'
  readonly log: Log
  readonly #write: Write

  constructor(
    environment: Environment,
    signal: AbortSignal,
    write: Write = (text) => process.stdout.write(text),
  ) {
    super(environment, signal)
    this.#write = write
    this.log = {
      isLive: false,
      info: (line) => this.#line(plainLine(this.clean(line))),
      progress: (line) => this.#line(plainLine(this.clean(line))),
      debug: (line) => this.#line(workflowCommand('debug', this.clean(line))),
      warning: (line) => this.#line(workflowCommand('warning', this.clean(line))),
      error: (line) => this.#line(workflowCommand('error', this.clean(line))),
      group: (title, phase) => this.#group(title, phase),
    }
  }

  get givenInputs(): string[] {
    return Object.entries(this.environment)
      .filter(([name, value]) => name.startsWith(INPUT_PREFIX) && value?.trim())
      .map(([name]) => name.slice(INPUT_PREFIX.length).toLowerCase())
  }

  input(name: string): string | undefined {
    return this.environment[githubVariable(name)]?.trim()
  }

  override addSecret(value: string, publicWords: readonly string[] = []): void {
    for (const form of this.secrets.add(value, publicWords)) {
      this.#line(workflowCommand('add-mask', form))
    }
  }

  setOutput(name: string, value: string): void {
    const file = this.environment.GITHUB_OUTPUT
    if (!file) return
    try {
      appendValue(file, name, this.secrets.scrub(value))
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
    const file = this.environment.GITHUB_STEP_SUMMARY
    if (!file) return
    try {
      appendFileSync(file, `${this.secrets.scrub(markdown)}\n`)
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
    const file = this.environment.GITHUB_STATE
    if (file) appendValue(file, TASKS_STATE, JSON.stringify(tasks))
  }

  async #group<T>(title: string, phase: () => Promise<T>): Promise<T> {
    this.#line(workflowCommand('group', this.clean(title)))
    try {
      return await phase()
    } finally {
      this.#line(workflowCommand('endgroup'))
    }
  }

  #line(text: string): void {
    this.#write(`${text}\n`)
  }
}

/** The variable in which the runner passes an input; dashes stay as they are. */
export function githubVariable(input: string): string {
  return `${INPUT_PREFIX}${input.toUpperCase()}`
}
