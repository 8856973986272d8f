import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startCommandLine, type Workplace } from './command-line.ts'
import { describe as describeBackup, makeFiles } from './conformance/backups.ts'

export const DAY = 86_400_000

/** The id of a backup of so many days ago; less than none: of the future. */
export function idOf(daysAgo: number, name = 'shop'): string {
  const time = new Date(Date.now() - daysAgo * DAY).toISOString()
  const compact = time.replace(/\.\d+/, '').replace(/[-:]/g, '')
  return `${name}-${compact}-${String(Math.round(Math.abs(daysAgo) * 10)).padStart(6, '0')}`
}

/** Files of a backup by its id, and the rows of its one table. */
export function madeFiles(id: string, rows = 10) {
  const name = id.replace(/-\d{8}T.*/, '')
  const files = makeFiles({ name, id }, [10])
  const tables = [{ schema: 'public', name: 'orders', rows }]
  const manifest = { ...describeBackup({ name, id }, files), tables }
  return { ...files, [`${id}.manifest.json`]: Buffer.from(JSON.stringify(manifest)) }
}

/** Puts a backup of so many days ago beside the others of a place. */
export async function putFiles(place: Workplace, daysAgo: number): Promise<string> {
  const id = idOf(daysAgo)
  await mkdir(path.join(place.backups, 'shop'), { recursive: true })
  for (const [file, bytes] of Object.entries(madeFiles(id))) {
    await writeFile(path.join(place.backups, 'shop', file), bytes)
  }
  return id
}

export async function cli(place: Workplace, command: readonly string[], env = {}) {
  return await startCommandLine(command, { ...place.environment, ...env }).finished
}

export const filesOf = async (place: Workplace) =>
  (await readdir(path.join(place.backups, 'shop'))).sort()
