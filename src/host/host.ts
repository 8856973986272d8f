import type { NotedFork } from '../forks/fork.ts'

/**
 * Where the code runs: a step of a workflow (github.ts) or a terminal (terminal.ts). Everything
 * that differs between the two goes through this interface, and nothing else reads `process.env`
 * for inputs, prints, or sets the exit status.
 */
export interface Host {
  readonly kind: 'github' | 'terminal'
  /** Where log lines go; all text is passed through `printable` and scrubbed of secrets. */
  readonly log: Log
  /** Aborted by SIGINT, SIGTERM or SIGHUP. Every long operation listens to it. */
  readonly signal: AbortSignal
  /** What has to be undone if this process is killed; the post step replays what is left. */
  readonly cleanup: Cleanup
  /** The variables of the process, for libpq's PG* and the standard names of services. */
  readonly environment: Environment
  /**
   * The text of an input as the user gave it, trimmed; undefined where it was left out. Defaults
   * are the loader's business.
   */
  input(name: string): string | undefined
  /** The names of all inputs that were given, known or not. */
  readonly givenInputs: readonly string[]
  /**
   * Hides a value, and every derived form of it, from everything printed from now on.
   *
   * @param publicWords words that must stay readable although the secret is a part of them: with
   *   the password `postgres`, hiding it everywhere would hide the database's name and tell more
   *   than it hides. Such a secret is hidden only where it stands as a password.
   */
  addSecret(value: string, publicWords?: readonly string[]): void
  /** @param isCredential it is one on purpose, and of no use with anything in it hidden */
  setOutput(name: string, value: string, isCredential?: boolean): void
  /** Shows a finished Markdown summary where the host has a place for it. */
  writeSummary(markdown: string): Promise<void>
  /** A private (0700) folder of this run, removed at its end. Every call gives the same. */
  temporaryDirectory(): Promise<string>
  /** Where installed tools are kept from run to run. Not made yet. */
  readonly toolDirectory: string
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface Log {
  /** Whether `progress` overwrites its line, so that it may be called often. */
  readonly isLive: boolean
  info(line: string): void
  warning(line: string): void
  error(line: string): void
  /** Shown only when debug logging is on. */
  debug(line: string): void
  /** A phase: its lines are folded in a workflow's log, under a heading in a terminal. */
  group<T>(title: string, phase: () => Promise<T>): Promise<T>
  /** The state of a long operation. A terminal overwrites the line, a workflow appends it. */
  progress(line: string): void
}

/** Something to undo, as plain data, since another process may have to undo it. */
export type CleanupTask =
  | {
      readonly kind: 'remove-path'
      readonly path: string
      /** Where this exists the path is kept, since it is part of something whole. */
      readonly unless?: string
    }
  | {
      readonly kind: 'end-process'
      readonly pid: number
      /** From `processStartTime` (process.ts), so that a reused pid is never taken for it. */
      readonly startTime: string
    }
  | {
      readonly kind: 'remove-unfinished'
      /** The destination as the user wrote it, which opens the store again. */
      readonly destination: string
      readonly key: string
    }
  | UndoRestoreTask
  | DestroyForkTask

/** A database that was being restored or copied into, or restored into on trial. Where it is, an input says: no secret here. */
export interface UndoRestoreTask {
  readonly kind: 'undo-restore'
  readonly input: 'database-url' | 'heroku-app' | 'scratch-url' | 'target-url'
  readonly mode: 'into-empty' | 'clean' | 'swap'
  /** The target, by the name that the user knows; of a trial, the database that was backed up. */
  readonly database: string
  /** What was to go into it: the id of a backup, or the name of a copy. */
  readonly backupId: string
  /** Of the claim: what is not of this run is never touched. */
  readonly runToken: string
  /** Mode `swap`: the database that was restored into; otherwise empty. */
  readonly beside: string
  /** Mode `clean`: whether all of its own contents are gone. */
  readonly isEmptied: boolean
  /** How many objects were in it before. */
  readonly objects: number
  /** Where the target was backed up to before, as people read it; empty: nowhere. */
  readonly safetyBackup: string
}

/** A fork that was asked for. Whose key opens the provider, an input says: no secret here. */
export interface DestroyForkTask extends NotedFork {
  readonly kind: 'destroy-fork'
  /** Whether the provider had answered; if not, it may turn up later. */
  readonly isAnswered: boolean
}

export interface Cleanup {
  /** Notes a task *before* the thing is made, and returns its handle. */
  add(task: CleanupTask): CleanupHandle
}

export interface CleanupHandle {
  /** The thing is gone, or is now wanted: nothing is left to undo. */
  done(): void
}
