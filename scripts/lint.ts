import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { projectFolder } from './rig/folder.ts'
import { actionlint, zizmor } from './rig/parts.ts'

export interface Linter {
  readonly name: string
  /** The program and its arguments, run in the project's folder; anything but exit 0 is a finding. */
  command(): Promise<readonly string[]>
}

const workflows = ['.github/workflows/*.yml', 'examples/*.yml']
const actions = ['action.yml', '*/action.yml']

/** Everything that is checked without running the product, e2e's workflows included. */
export const linters: readonly Linter[] = [
  { name: 'tsc', command: async () => [installed('tsc'), '--noEmit', '--project', '.'] },
  { name: 'biome', command: async () => [installed('biome'), 'check', '--error-on-warnings'] },
  {
    name: 'actionlint',
    // Its helpers are left out: whether a machine has them must not decide what is found.
    command: async () => [
      await actionlint(),
      '-shellcheck=',
      '-pyflakes=',
      ...(await files([...workflows, '__tests__/e2e/workflows/*.yml'])),
    ],
  },
  {
    name: 'zizmor',
    command: async () => [
      await zizmor(),
      '--offline',
      '--no-progress',
      ...(await files([...workflows, ...actions])),
    ],
  },
]

/** Runs a linter; `output` is all it wrote. */
export async function lint(linter: Linter): Promise<{ status: number; output: string }> {
  const [program = '', ...args] = await linter.command()
  const child = spawn(program, args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  const output = await Promise.all([text(child.stdout), text(child.stderr)])
  const [status] = await closed
  return { status: typeof status === 'number' ? status : 1, output: output.join('') }
}

function installed(name: string): string {
  return join(projectFolder, 'node_modules', '.bin', name)
}

async function files(patterns: readonly string[]): Promise<string[]> {
  const exclude = ['node_modules/**', '.rig/**', 'build/**']
  return (await Array.fromAsync(glob(patterns, { cwd: projectFolder, exclude }))).sort()
}
