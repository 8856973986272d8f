import { spawn } from 'node:child_process'

export interface CommandOptions {
  readonly cwd?: string
  /** Variables on top of the caller's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Text for the command's standard input. */
  readonly input?: string
  /** Milliseconds after which the command is killed (default: ten minutes). */
  readonly timeout?: number
}

/**
 * Runs a command to its end and resolves to what it wrote to standard output.
 * Rejects with what it said when the exit status is not zero.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 600_000)
  const output: string[] = []
  const errors: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  // A command that exits without reading its input is judged by its status, not by EPIPE.
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const status = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(signal ?? code))
  }).finally(() => clearTimeout(timer))
  if (status === 0) return output.join('')
  const said = `${errors.join('')}\n${output.join('')}`.trim()
  const short = said.length > 4000 ? `${said.slice(0, 2000)}\n…\n${said.slice(-2000)}` : said
  // Arguments may be URLs with passwords, so they are left out.
  throw new Error(`${command} ended with ${status}\n${short}`)
}
