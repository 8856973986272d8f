import { errorLine, errorMessage } from './errors.ts'
import { describeTask, replayTasks } from './host/cleanup.ts'
import { GithubHost } from './host/github.ts'
import type { CleanupTask, Host } from './host/host.ts'
import { Interruption } from './host/interruption.ts'
import {
  ignoreClosedOutput,
  SECRET_VARIABLES,
  takeEnvironment,
} from './host/process-environment.ts'
import type { ProcessHost } from './host/process-host.ts'
import { passwordsIn } from './host/secrets.ts'
import { TerminalHost } from './host/terminal.ts'
import { type CommandLine, parseCommandLine, variableOf } from './inputs/command-line.ts'
import type { ActionName } from './inputs/definition.ts'
import { INPUTS } from './inputs/definitions.ts'
import { helpText } from './inputs/help.ts'
import { loadBackupInputs } from './inputs/load-backup.ts'
import { TOOL } from './tool.ts'

/**
 * The one place that catches what was thrown, hides secrets, and sets the exit status. Operations
 * are loaded when they are needed, so that `--help` and the post step start in no time.
 */
const OPERATIONS: Readonly<Record<ActionName, (host: Host) => Promise<void>>> = {
  backup: async (host) => {
    const inputs = loadBackupInputs(host)
    const { backup } = await import('./operations/backup.ts')
    await backup(host, inputs)
  },
}

/** How long sockets and timers that someone forgot may keep a finished process alive. */
const LINGER_MS = 2000

/** The main step of an action. */
export async function runInWorkflow(action: ActionName): Promise<void> {
  const interruption = new Interruption()
  const host = new GithubHost(takeEnvironment(), interruption.signal)
  await runMain(host, interruption, OPERATIONS[action])
}

/**
 * The post step: undoes what a killed main step left. It only warns, since the job's result is
 * decided by then.
 */
export async function runPost(): Promise<void> {
  const interruption = new Interruption()
  const host = new GithubHost(takeEnvironment(), interruption.signal)
  ignoreClosedOutput()
  try {
    await undoLeftovers(host, host.savedTasks())
  } catch (error) {
    host.log.warning(errorLine(error))
  }
  finish(0)
}

/** @param args without the program's own name */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const interruption = new Interruption()
  const environment = takeEnvironment()
  const { signal } = interruption
  let command: CommandLine
  try {
    command = parseCommandLine(args, environment)
  } catch (error) {
    new TerminalHost(environment, signal, new Map()).log.error(errorLine(error))
    return finish(1)
  }
  if (command.kind === 'version') return print(TOOL.version)
  if (command.kind === 'help') return print(helpText(command.command))
  const { inputs, flags } = command
  const host = new TerminalHost(environment, signal, inputs)
  await runMain(host, interruption, async () => {
    if (flags.has('database-url') && passwordsIn(inputs.get('database-url') ?? '').length > 0) {
      host.log.warning(
        `The password on the command line can be seen by other users of this machine, in ps. Use ${variableOf('database-url')} instead.`,
      )
    }
    await OPERATIONS[command.command](host)
  })
}

/**
 * Runs an operation to whatever end it comes: done, failed, cancelled by a signal, or crashed
 * outside of any promise that someone waits for. What it left is undone before this resolves.
 */
export async function runMain(
  host: ProcessHost,
  interruption: Interruption,
  operation: (host: Host) => Promise<void>,
): Promise<void> {
  ignoreClosedOutput()
  const ending = watchForEnd(host, interruption)
  let failure: { readonly error: unknown } | undefined
  try {
    for (const name of SECRET_VARIABLES) host.addSecret(host.environment[name] ?? '')
    await undoLeftovers(host)
    await Promise.race([operation(host), ending.crash])
  } catch (error) {
    failure = { error }
  }
  await host.cleanup.replay(abortMultipart, (line) => host.log.warning(line))
  const status = failure ? reportFailure(host, interruption, failure.error) : 0
  ending.reached()
  finish(status)
}

/** @returns the exit status */
function reportFailure(host: Host, interruption: Interruption, error: unknown): number {
  // Whatever broke after a signal (a pg_dump that got the same Ctrl-C) is not the cause.
  const cause = interruption.cancellation ?? error
  for (const line of traceOf(error)) host.log.debug(line)
  host.log.error(errorLine(cause))
  return interruption.exitStatus ?? 1
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
    host.cleanup.replayNow()
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

/** Undoes what earlier runs left that were killed, and what the caller knows of besides. */
async function undoLeftovers(host: ProcessHost, known: readonly CleanupTask[] = []): Promise<void> {
  const tasks = new Map(known.map((task) => [JSON.stringify(task), task]))
  const handles = known.map((task) => host.cleanup.add(task))
  host.journals.takeLeftovers((left) => {
    for (const task of left) {
      tasks.set(JSON.stringify(task), task)
      handles.push(host.cleanup.add(task))
    }
  })
  if (tasks.size === 0) return
  await host.log.group('Clean up after a run that was stopped', async () => {
    for (const task of tasks.values()) host.log.info(describeTask(task))
    await replayTasks([...tasks.values()], abortMultipart, (line) => host.log.warning(line))
  })
  // One attempt: what failed was told, and would most likely fail for ever.
  for (const handle of handles) handle.done()
}

async function abortMultipart(destination: string, key: string): Promise<void> {
  const { abortMultipartUploads } = await import('./destinations/s3/s3.ts')
  await abortMultipartUploads(destination, key)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Lets the process end by itself, so that all output is written; but not wait for ever. */
function finish(status: number): void {
  process.exitCode = status
  setTimeout(() => process.exit(), LINGER_MS).unref()
}
