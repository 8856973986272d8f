import { errorLine } from './errors.ts'
import { GithubHost, githubVariable } from './host/github.ts'
import type { Host } from './host/host.ts'
import { Interruption } from './host/interruption.ts'
import { ignoreClosedOutput, takeEnvironment } from './host/process-environment.ts'
import { passwordsIn } from './host/secrets.ts'
import { TerminalHost } from './host/terminal.ts'
import { type CommandLine, parseCommandLine, variableOf } from './inputs/command-line.ts'
import type { ActionName, InputDefinition } from './inputs/definition.ts'
import { INPUTS } from './inputs/definitions.ts'
import { helpText } from './inputs/help.ts'
import { loadBackupInputs } from './inputs/load-backup.ts'
import { loadCopyInputs } from './inputs/load-copy.ts'
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
}

/** The main step of an action. */
export async function runInWorkflow(action: ActionName): Promise<void> {
  const interruption = new Interruption()
  const environment = takeEnvironment(secretInputs(githubVariable))
  const host = new GithubHost(environment, interruption.signal, await import('@actions/core'))
  await runMain(host, interruption, OPERATIONS[action])
}

/** @param args without the program's own name */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const interruption = new Interruption()
  const environment = takeEnvironment(secretInputs(variableOf))
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

/** The variables in which secrets are given to us, and which are nobody else's business. */
function secretInputs(variable: (input: string) => string): string[] {
  const secret = INPUTS.filter((input: InputDefinition) => input.secret)
  return secret.map((input) => variable(input.name))
}

function print(text: string): void {
  ignoreClosedOutput()
  process.stdout.write(`${text}\n`)
}
