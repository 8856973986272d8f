import { errorMessage, printable, sentence, UserError } from '../errors.ts'
import { CleanupList, type Journal } from './cleanup.ts'
import type { CleanupTask, Environment, Host, Log } from './host.ts'
import { JournalFolder } from './journal.ts'
import { Secrets } from './secrets.ts'
import {
  makePrivateDirectory,
  newTemporaryPath,
  temporaryRoot,
  toolDirectory,
} from './temporary.ts'

/** What is the same in a workflow and in a terminal. */
export abstract class ProcessHost implements Host {
  abstract readonly kind: 'github' | 'terminal'
  abstract readonly log: Log
  abstract readonly givenInputs: readonly string[]
  readonly signal: AbortSignal
  readonly environment: Environment
  readonly cleanup: CleanupList
  readonly journals: JournalFolder
  protected readonly secrets = new Secrets()
  #temporaryDirectory: string | undefined

  constructor(environment: Environment, signal: AbortSignal) {
    this.environment = environment
    this.signal = signal
    this.journals = new JournalFolder(environment)
    this.cleanup = new CleanupList((tasks) => this.#keep(tasks))
  }

  abstract input(name: string): string | undefined
  abstract setOutput(name: string, value: string, isCredential?: boolean): void
  abstract writeSummary(markdown: string): Promise<void>

  addSecret(value: string, publicWords: readonly string[] = []): void {
    this.secrets.add(value, publicWords)
  }

  get toolDirectory(): string {
    return toolDirectory(this.environment)
  }

  async temporaryDirectory(): Promise<string> {
    if (this.#temporaryDirectory) return this.#temporaryDirectory
    const path = newTemporaryPath(temporaryRoot(this.environment))
    this.cleanup.add({ kind: 'remove-path', path })
    makePrivateDirectory(path)
    this.#temporaryDirectory = path
    return path
  }

  /** Writes down the cleanup tasks so that they outlive this process. */
  protected readonly keepTasks: Journal = (tasks) => this.journals.write(tasks)

  #keep(tasks: readonly CleanupTask[]): void {
    try {
      this.keepTasks(tasks)
    } catch (error) {
      throw new UserError(
        'E_DISK',
        `What has to be cleaned up later cannot be written down: ${sentence(errorMessage(error))}`,
        `Check the space and the rights in ${temporaryRoot(this.environment)}.`,
        { cause: error },
      )
    }
  }

  /** Foreign text made fit for one line of the log, without secrets. */
  protected clean(text: string): string {
    return this.secrets.scrub(printable(text))
  }
}
