import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { commitAll } from '../../scripts/rig/clean-clone.ts'

/** What a workflow may use, by `owner/repo`, and the folder of `actions/` that stands for it here. */
const folders: Readonly<Record<string, string>> = {
  'actions/download-artifact': 'download-artifact',
  'aws-actions/configure-aws-credentials': 'configure-aws-credentials',
  'google-github-actions/auth': 'google-auth',
}

/** act puts the repository itself in the place of this one. */
const ownByAct = 'actions/checkout'

/** The address of the project in examples, in the documentation and here. */
export const project = 'org/pg-backup-action'

interface Places {
  /** A clean clone of the project. */
  readonly repository: string
  /** A folder for the stand-ins. */
  readonly folder: string
  /** What the step before gives: AWS keys, or Google's file of credentials, and where the store is. */
  readonly aws?: Readonly<Record<string, string>>
}

/**
 * Prepares all that a workflow's `uses:` name, so that act runs the file as it is: the project from
 * its clone, others from stand-ins. `{ 'owner/repo@ref': folder }`, as act takes it.
 */
export async function standInsFor(
  workflow: string,
  places: Places,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const uses of usesIn(parse(await readFile(workflow, 'utf8')))) {
    const [, repository, ref] = /^([^/@]+\/[^/@]+)(?:\/[^@]*)?@(.+)$/.exec(uses) ?? []
    if (repository === undefined || repository === ownByAct) continue
    found[`${repository}@${ref}`] =
      repository === project ? places.repository : await placeStandIn(repository, places)
  }
  return found
}

/** The text of every `uses:` in a workflow, local paths included. */
function usesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'uses' && typeof value === 'string' ? [value] : usesIn(value),
  )
}

async function placeStandIn(repository: string, { folder, aws = {} }: Places): Promise<string> {
  const name = folders[repository]
  if (name === undefined) throw new Error(`Nothing stands for ${repository} here.`)
  const path = join(folder, name)
  await cp(join(import.meta.dirname, 'actions', name), path, { recursive: true })
  await writeFile(join(path, 'library'), import.meta.resolve('@actions/artifact'))
  await writeFile(join(path, 'environment.json'), JSON.stringify(aws), { mode: 0o600 })
  await commitAll(path)
  return path
}
