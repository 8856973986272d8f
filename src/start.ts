import { errorLine, UserError } from './errors.ts'
import { GithubHost, githubVariable } from './host/github.ts'
import type { Host } from './host/host.ts'
import { Interruption } from './host/interruption.ts'
import { takeEnvironment, watchOutputs } from './host/process-environment.ts'
import { TerminalHost } from './host/terminal.ts'
import { type CommandLine, parseCommandLine, secretIn, variableOf } from './inputs/command-line.ts'
import type { ActionName } from './inputs/definition.ts'
import { secretInputs } from './inputs/definitions.ts'
import { helpText } from './inputs/help.ts'
import { loadBackupInputs } from './inputs/load-backup.ts'
import { loadCopyInputs } from './inputs/load-copy.ts'
import { loadListInputs } from './inputs/load-list.ts'
import { loadPruneInputs } from './inputs/load-prune.ts'
import { loadRestoreInputs } from './inputs/load-restore.ts'
import { loadVerifyInputs } from './inputs/load-verify.ts'
import { finish, runMain } from './run.ts'
import { TOOL } from './tool.ts'

/**
 * What each action does. Operations are loaded when they are needed, so that wrong inputs and
 * `--help` are answered in no time.
 */
const OPERATIONS: Readonly<Record<ActionName, (host: Host) => Promise<void>>> = {
  backup: async (host) => {
    const inputs = loadBackupInputs(host)
    const { backup } = await import('./operations/backup.ts')
    await backup(host, inputs)
  },
  restore: async (host) => {
    const inputs = loadRestoreInputs(host)
    const { restore } = await import('./operations/restore.ts')
    await restore(host, inputs)
  },
  verify: async (host) => {
    const inputs = loadVerifyInputs(host)
    const { verify } = await import('./operations/verify.ts')
    await verify(host, inputs)
  },
  copy: async (host) => {
    const inputs = loadCopyInputs(host)
    const { copy } = await import('./operations/copy.ts')
    await copy(host, inputs)
  },
  prune: async (host) => {
    const inputs = loadPruneInputs(host)
    const { prune } = await import('./operations/prune.ts')
    await prune(host, inputs)
  },
  list: async (host) => {
    const inputs = loadListInputs(host)
    const { list } = await import('./operations/list.ts')
    await list(host, inputs)
  },
}

/** The main step of an action. */
export async function runInWorkflow(action: ActionName): Promise<void> {
  const interruption = new Interruption()
  const environment = takeEnvironment(secretInputs().map(githubVariable))
  const host = new GithubHost(environment, interruption.signal, await import('@actions/core'))
  await runMain(host, interruption, OPERATIONS[action])
}

/** @param args without the program's own name */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const interruption = new Interruption()
  const environment = takeEnvironment(secretInputs().map(variableOf))
  const { signal } = interruption
  let command: CommandLine
  try {
    requireNode(process.versions.node)
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
    warnOfSecrets(host, flags)
    await OPERATIONS[command.command](host)
  })
}

/**
 * A workflow's runner brings the Node.js that action.yml names; a terminal has whichever it has.
 *
 * @throws UserError `E_INPUT`
 */
export function requireNode(version: string): void {
  if (Number.parseInt(version, 10) >= 24) return
  const message = `pg-backup needs Node.js 24 or newer, and this is ${version}.`
  throw new UserError('E_INPUT', message, 'Run it with a newer one: https://nodejs.org/download.')
}

function warnOfSecrets(host: Host, flags: ReadonlySet<string>): void {
  for (const name of secretInputs().filter((input) => flags.has(input))) {
    const what = secretIn(name, host.input(name) ?? '')
    if (what === undefined) continue
    host.log.warning(
      `The ${what} on the command line can be seen by other users of this machine, in ps. Use ${variableOf(name)} instead.`,
    )
  }
}

function print(text: string): void {
  watchOutputs()
  process.stdout.write(`${text}\n`)
}
