import { readdir, readFile, readlink } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningProgram } from '../postgres/program.ts'

const POLL_MS = 50

/**
 * The files of a directory dump, each as soon as pg_dump has closed it. On Linux /proc tells which
 * are still open; elsewhere all of them wait for pg_dump's end. Nothing follows from a file's being
 * closed but that it will not change: only pg_dump's status says whether the dump is good.
 */
export async function* closedFiles(
  directory: string,
  dump: RunningProgram,
): AsyncGenerator<string, void> {
  const seen = new Set<string>()
  let ended = false
  dump.ended.then(() => {
    ended = true
  })
  while (true) {
    const last = ended // what is listed after the end is all there will ever be
    // The order matters: what was listed before the look at /proc and is not open there is closed.
    const files = (await filesIn(directory)).filter((file) => !seen.has(file))
    const open = last ? new Set<string>() : await openFiles(dump.pid)
    for (const file of files) {
      if (open === undefined || open.has(path.join(directory, file))) continue
      seen.add(file)
      yield file
    }
    if (last) return
    await Promise.race([dump.ended, sleep(POLL_MS)])
  }
}

async function filesIn(directory: string): Promise<string[]> {
  return await readdir(directory).catch(() => [])
}

/** The files that a process and its children hold open; undefined where that cannot be known. */
async function openFiles(pid: number): Promise<Set<string> | undefined> {
  try {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
    const pids = [String(pid), ...children.split(' ').filter((child) => child !== '')]
    const open = await Promise.all(pids.map(openFilesOf))
    return new Set(open.flat())
  } catch {
    return undefined
  }
}

async function openFilesOf(pid: string): Promise<string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`)
  const links = descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''))
  return await Promise.all(links)
}
