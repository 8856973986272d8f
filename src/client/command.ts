import { spawn } from 'node:child_process'
import { getExecOutput } from '@actions/exec'
import { errorCode, errorMessage } from '../errors.ts'

export interface CommandOptions {
  /** Ends the command, and whatever it started, when aborted. */
  readonly signal: AbortSignal
  readonly cwd?: string
  /** On top of the variables of `allowedVariables`. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A command that did not end well; `message` is fit for a list of what was tried. */
export class CommandError extends Error {
  /** The program is not there at all. */
  readonly missing: boolean

  constructor(message: string, missing = false) {
    super(message)
    this.name = 'CommandError'
    this.missing = missing
  }
}

/**
 * Runs a short command silently and resolves to its standard output.
 *
 * Node's spawn and not `@actions/exec`: that one can neither be aborted nor end a whole process
 * group, and apt's and pip's helpers would outlive their parent and keep its pipes open.
 * Throws CommandError when it cannot be run, fails or runs into a time limit (a signal of
 * `AbortSignal.timeout`), and the signal's reason when it was aborted otherwise.
 */
export async function runCommand(
  program: string,
  argv: readonly string[],
  options: CommandOptions,
): Promise<string> {
  throwIfEnded(program, options.signal)
  const ownGroup = process.platform !== 'win32'
  const child = spawn(program, argv, {
    cwd: options.cwd,
    env: commandEnvironment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
    windowsHide: true,
  })
  const output = collect(child.stdout, 1_000_000)
  const errors = collect(child.stderr, 64_000)
  const end = () => killTree(child.pid, ownGroup)
  options.signal.addEventListener('abort', end, { once: true })
  try {
    const ending = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
      child.on('error', (error) => reject(startFailure(program, error)))
      child.on('close', (code, signal) => resolve(signal ?? code))
    })
    throwIfEnded(program, options.signal)
    if (ending === 0) return output.text()
    throw new CommandError(`${program} ended with ${ending}${telling(errors.text())}`)
  } finally {
    options.signal.removeEventListener('abort', end)
  }
}

/**
 * Asks a program what it tells at once, such as its version, and resolves to its standard output.
 *
 * `@actions/exec` does, where nothing has to be ended: a program that hangs is left to itself when
 * the signal is aborted. Throws as `runCommand` does.
 *
 * @param program its full path
 */
export async function askProgram(
  program: string,
  argv: readonly string[],
  options: Pick<CommandOptions, 'signal' | 'environment'>,
): Promise<string> {
  throwIfEnded(program, options.signal)
  // Without quotes exec would take what is before a space for the program.
  const asked = getExecOutput(`"${program.replaceAll('"', '\\"')}"`, [...argv], {
    silent: true,
    ignoreReturnCode: true,
    env: commandEnvironment(options),
  })
  const { exitCode, stdout, stderr } = await untilEnded(program, asked, options.signal)
  if (exitCode === 0) return stdout
  // Its type does not say so, but there is none where a signal ended the program.
  const ending = exitCode ?? 'a signal'
  throw new CommandError(`${program} ended with ${ending}${telling(stderr)}`)
}

async function untilEnded<T>(program: string, asked: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  signal.addEventListener('abort', aborted.reject, { once: true })
  try {
    return await Promise.race([asked, aborted.promise])
  } catch (error) {
    throwIfEnded(program, signal)
    throw new CommandError(errorMessage(error))
  } finally {
    signal.removeEventListener('abort', aborted.reject)
  }
}

/** A cancelled run has to stop, while a command that took too long is one failure among others. */
function throwIfEnded(program: string, signal: AbortSignal): void {
  if (!signal.aborted) return
  if (signal.reason instanceof Error && signal.reason.name === 'TimeoutError') {
    throw new CommandError(`${program} took too long`)
  }
  signal.throwIfAborted()
}

/** Keeps the last `limit` characters of a stream. */
function collect(stream: NodeJS.ReadableStream, limit: number) {
  let kept = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-limit)
  })
  return { text: () => kept }
}

function killTree(pid: number | undefined, ownGroup: boolean): void {
  if (pid === undefined) return
  try {
    // A negative id means the process group, which holds the command and its helpers.
    process.kill(ownGroup ? -pid : pid, 'SIGKILL')
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

function startFailure(program: string, error: Error): CommandError {
  const missing = errorCode(error) === 'ENOENT'
  return new CommandError(missing ? `${program} is not there` : error.message, missing)
}

/** The first line that apt (`E:`) or pip (`ERROR:`) marks as an error, or else the last of all. */
function telling(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const shown = lines.find((line) => /^(E|ERROR): /.test(line)) ?? lines.findLast(Boolean)
  return shown === undefined ? '' : `: ${shown.slice(0, 400)}`
}

const ALLOWED = [
  'PATH|HOME|USER|LANG|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH',
  '(https?|ftp|all|no)_proxy|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NETRC',
  'PIP_\\w+|PYENV_\\w+|APT_CONFIG',
  'SystemRoot|windir|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramData',
].join('|')
const allowedName = new RegExp(`^(${ALLOWED})$`, 'i')

function commandEnvironment({
  environment,
}: Pick<CommandOptions, 'environment'>): Record<string, string> {
  return { ...allowedVariables(process.env), LC_ALL: 'C', ...environment }
}

/**
 * The variables that programs which fetch and unpack need. The rest of a step's environment, with
 * the database's password in it, is none of their business.
 */
export function allowedVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  const allowed: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && allowedName.test(name)) allowed[name] = value
  }
  return allowed
}
