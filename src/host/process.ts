import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * When a process started, in whatever unit the system has: only good for telling whether a pid
 * still belongs to the same process. Empty where there is no such process, or where the system
 * does not tell (Windows).
 */
export function processStartTime(pid: number): string {
  if (process.platform === 'linux') return statFields(pid)?.startTime ?? ''
  if (process.platform === 'win32') return ''
  try {
    // Written the same way whoever asks: a run of cron has another language and time zone.
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    const args = ['-o', 'lstart=', '-p', String(pid)]
    return execFileSync('ps', args, { encoding: 'utf8', env }).trim()
  } catch {
    return ''
  }
}

/** Fields of `/proc/<pid>/stat`, see proc_pid_stat(5). */
function statFields(pid: number): { startTime: string; isZombie: boolean } | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The second field is the program's name in parentheses and may hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { startTime: fields[19] ?? '', isZombie: fields[0] === 'Z' }
}

/** Whether this very process, and not another one with its pid, still runs. */
export function isRunning(pid: number, startTime: string): boolean {
  if (startTime === '' || processStartTime(pid) !== startTime) return false
  return process.platform !== 'linux' || statFields(pid)?.isZombie === false
}

/**
 * Whether the process that wrote down its pid and start time may still run. Where the system tells
 * no start times, any process with that pid is taken for it.
 */
export function mayBeRunning(pid: number, startTime: string): boolean {
  if (startTime !== '') return isRunning(pid, startTime)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Ends a process and, if it leads a group of its own, all of its children, at once. Does nothing
 * where the process is gone or its pid is another's by now.
 */
export function endProcess(pid: number, startTime: string, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid <= 1 || pid === process.pid || !isRunning(pid, startTime)) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It leads no group, and so was started without `detached`.
    try {
      process.kill(pid, signal)
    } catch {
      // It ended in between.
    }
  }
}

/** Tells one set of pids from another: two containers may share a folder but not their pids. */
export function processNamespace(): string {
  let namespace = ''
  try {
    namespace = readlinkSync('/proc/self/ns/pid')
  } catch {
    // Only Linux has them.
  }
  return `${hostname()} ${namespace}`.trim()
}
