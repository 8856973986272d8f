import { setImmediate, setTimeout } from 'node:timers/promises'
import { errorLine, errorMessage, sentence, UserError } from './errors.ts'
import type { NotedFork } from './forks/fork.ts'
import { GithubHost, githubVariable } from './host/github.ts'
import type { Host } from './host/host.ts'
import { Interruption } from './host/interruption.ts'
import {
  type Outputs,
  secretsOf,
  takeEnvironment,
  watchOutputs,
} from './host/process-environment.ts'
import type { ProcessHost } from './host/process-host.ts'
import { secretInputs } from './inputs/definitions.ts'
import { destroyForks, tellOfForks } from './leftover-forks.ts'
import {
  keepForLater,
  remoteUndo,
  tellOfRestore,
  undoLeftovers,
  undoOwnRestore,
} from './leftovers.ts'

/** How long sockets and timers that someone forgot may keep a finished process alive. */
const LINGER_MS = 2000

/**
 * Runs an operation to whatever end it comes: done, failed, cancelled by a signal, or crashed
 * outside of any promise that someone waits for. What it left is undone before this resolves.
 */
export async function runMain(
  host: ProcessHost,
  interruption: Interruption,
  operation: (host: Host) => Promise<void>,
): Promise<void> {
  const outputs = watchOutputs()
  const ending = watchForEnd(host, interruption)
  let failure: { readonly error: unknown } | undefined
  try {
    for (const secret of secretsOf(host.environment)) host.addSecret(secret)
    const destroyFork = destroyForks(host, {
      isOwn: () => false,
      tell: (failure) => host.log.warning(errorLine(failure)),
    })
    await undoLeftovers(host, { undoRestore: tellOfRestore(host), destroyFork })
    await untilCrash(operation(host), ending.crash)
  } catch (error) {
    failure = { error }
  }
  const left = (await undoRest(host)) ?? (await lostOutputs(host, outputs))
  failure ??= left && { error: left }
  const status = failure ? reportFailure(host, interruption, failure.error) : 0
  ending.reached()
  finish(status)
}

/**
 * Undoes what is left at the end of a run. A workflow has a post step, which sees to the rest; in a
 * terminal nobody comes after us.
 *
 * @returns why a fork may still be there
 */
async function undoRest(host: ProcessHost): Promise<UserError | undefined> {
  const left: UserError[] = []
  const own = { isOwn: () => true, tell: (failure: UserError) => void left.push(failure) }
  const destroyFork = host.kind === 'github' ? keepForLater : destroyForks(host, own)
  const undo = remoteUndo(host, { undoRestore: keepForLater, destroyFork })
  await host.cleanup.replay(undo, (line) => host.log.warning(line))
  return left[0]
}

/** In a workflow standard output is the log. */
async function lostOutputs({ kind }: Host, outputs: Outputs): Promise<UserError | undefined> {
  // A write that failed is told of a turn later.
  await setImmediate()
  if (kind === 'github' || outputs.failure === undefined) return undefined
  const reason = sentence(outputs.failure.message)
  const what = `The outputs cannot be written to standard output: ${reason}`
  return new UserError('E_DISK', what, 'What the run did stands; free space where they go.')
}

/** After a crash the operation is stopped by its signal; it gets some time to tidy up. */
async function untilCrash(run: Promise<void>, crash: Promise<never>): Promise<void> {
  try {
    await Promise.race([run, crash])
  } catch (error) {
    const enough = new AbortController()
    const timer = setTimeout(LINGER_MS, undefined, { signal: enough.signal }).catch(() => {})
    await Promise.race([run.catch(() => {}), timer])
    enough.abort()
    throw error
  }
}

/** @returns the exit status */
function reportFailure(host: Host, interruption: Interruption, error: unknown): number {
  // Whatever broke after a signal (a pg_dump that got the same Ctrl-C) is not the cause.
  const cause = isCancellation(error) ? error : (interruption.cancellation ?? error)
  for (const line of traceOf(error)) host.log.debug(line)
  host.log.error(errorLine(cause))
  return interruption.exitStatus ?? 1
}

/** An operation that was cancelled half-way knows best what there is already. */
function isCancellation(error: unknown): boolean {
  return error instanceof UserError && error.code === 'E_CANCELLED'
}

/** The stack of an error and of its causes, a line each. */
function traceOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error)) return [errorMessage(error)]
  const lines = (error.stack ?? errorMessage(error)).split('\n')
  if (error.cause === undefined || depth > 5) return lines
  return [...lines, 'caused by:', ...traceOf(error.cause, depth + 1)]
}

/** The ways in which a process ends without its operation having come back. */
function watchForEnd(host: ProcessHost, interruption: Interruption) {
  interruption.listen(() => {
    process.removeListener('exit', onExit)
    host.cleanup.replayNow()
    if (host.kind === 'terminal') tellOfForks(host)
    host.log.error(errorLine(interruption.cancellation))
    process.exit(interruption.exitStatus)
  })
  const crash = new Promise<never>((_resolve, reject) => {
    const onCrash = (error: unknown) => {
      interruption.abort(error)
      reject(error)
    }
    process.on('uncaughtException', onCrash)
    process.on('unhandledRejection', onCrash)
  })
  // Nothing left to wait for, and yet not done: some promise was lost. That is no success.
  const onExit = () => {
    host.cleanup.replayNow()
    host.log.error(errorLine(new Error('The run ended before it was done')))
    process.exitCode = 1
  }
  process.on('exit', onExit)
  return { crash, reached: () => process.removeListener('exit', onExit) }
}

/**
 * The post step: undoes what a killed main step left. It only warns, since the job's result is
 * decided by then, unless a fork of the main step's may be left: that costs money.
 */
export async function runPost(): Promise<void> {
  const interruption = new Interruption()
  const core = await import('@actions/core')
  const environment = takeEnvironment(secretInputs().map(githubVariable))
  const host = new GithubHost(environment, interruption.signal, core)
  watchOutputs()
  const left: UserError[] = []
  try {
    for (const secret of secretsOf(environment)) host.addSecret(secret)
    const saved = host.savedTasks()
    const isOwn = ({ name }: NotedFork) =>
      saved.some((task) => task.kind === 'destroy-fork' && task.name === name)
    const destroyFork = destroyForks(host, {
      isOwn,
      tell(failure, fork) {
        if (isOwn(fork)) left.push(failure)
        else host.log.warning(errorLine(failure))
      },
    })
    await undoLeftovers(host, { undoRestore: undoOwnRestore(host, saved), destroyFork }, saved)
  } catch (error) {
    host.log.warning(errorLine(error))
  }
  for (const failure of left) host.log.error(errorLine(failure))
  finish(left.length > 0 ? 1 : 0)
}

/** Lets the process end by itself, so that all output is written; but not wait for ever. */
export function finish(status: number): void {
  process.exitCode = status
  void setTimeout(LINGER_MS, undefined, { ref: false }).then(() => process.exit())
}
