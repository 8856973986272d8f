import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { run } from './command.ts'
import { rigFolder } from './folder.ts'

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]]

const isRoot = process.getuid?.() === 0

/**
 * The same command, run as a user PostgreSQL and PgBouncer accept: both refuse root, so root
 * becomes `nobody`. Anyone else runs it as they are. The process id stays the command's own.
 */
export function asServerUser(command: Command): Command {
  if (!isRoot) return command
  const user = nobody()
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  return ['setpriv', ...identity, ...capabilities(), ...command]
}

/** Hands a folder and all in it to the user of `asServerUser`. */
export async function giveToServerUser(path: string): Promise<void> {
  if (!isRoot) return
  const user = nobody()
  await run('chown', ['-R', `${user.uid}:${user.gid}`, path])
}

let known: { readonly uid: string; readonly gid: string } | undefined

function nobody() {
  known ??= {
    uid: execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).trim(),
    gid: execFileSync('id', ['-g', 'nobody'], { encoding: 'utf8' }).trim(),
  }
  return known
}

/**
 * A clone below a private folder, such as root's own, cannot be entered by nobody without this one
 * right; and without the secure bit, access(2), which PostgreSQL asks first, would deny that right.
 */
function capabilities(): string[] {
  if (isOpenToAll(rigFolder)) return []
  const right = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return [...right, '--securebits=+no_setuid_fixup']
}

function isOpenToAll(folder: string): boolean {
  const parent = dirname(folder)
  const open = (statSync(folder).mode & 0o001) !== 0
  return open && (parent === folder || isOpenToAll(parent))
}
