import { readdirSync, readFileSync } from 'node:fs'

/** The ids of a process's children, from Linux's /proc; none elsewhere, or once it has ended. */
export function childrenOf(pid: number): number[] {
  let tasks: string[]
  try {
    tasks = readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
  return tasks.flatMap((task) => readChildren(`/proc/${pid}/task/${task}/children`))
}

function readChildren(path: string): number[] {
  try {
    return readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** A process's children, their children and so on, parents first. */
export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])
}

/** Sends a signal to a process that may have ended in the meantime. */
export function signalIfRunning(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
