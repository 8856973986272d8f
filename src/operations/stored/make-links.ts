import type { BackupStore } from '../../destinations/store.ts'
import type { Host } from '../../host/host.ts'
import { MANIFEST_SUFFIX } from '../../manifest/verification.ts'
import type { Links } from '../../report/list-report.ts'
import { type ListedBackup, MOST_LINKS } from '../../report/listed-backup.ts'

/**
 * Links to the files of the newest good backups, as many as fit. Each is a credential: whoever has
 * it can download a whole database.
 *
 * @param backups the newest first
 * @param lifetime in seconds
 * @returns `note` says what has no link
 */
export async function makeLinks(
  store: BackupStore,
  backups: readonly ListedBackup[],
  lifetime: number,
  signal: AbortSignal,
): Promise<{ readonly links: Links; readonly note?: string }> {
  if (store.link === undefined) {
    return {
      links: {},
      note: `Nothing in ${store.label} can be given links: link-lifetime does nothing.`,
    }
  }
  const links: Record<string, Record<string, string>> = {}
  let left = MOST_LINKS
  const good = backups.filter(({ content }) => content !== null)
  for (const { id, name, content } of good) {
    const paths = [`${id}${MANIFEST_SUFFIX}`, ...(content?.files ?? [])]
    if (paths.length === 1 || paths.length > left) continue
    left -= paths.length
    const made: Record<string, string> = {}
    for (const path of paths) made[path] = await store.link(name, path, lifetime, signal)
    links[id] = made
  }
  const without = good.length - Object.keys(links).length
  if (without === 0) return { links }
  return {
    links,
    note: `${without} of ${good.length} backups have no links: one list makes ${MOST_LINKS} at most.`,
  }
}

/** The parameters of a signed address that make it one: Amazon's, Google's, Azure's. */
const SIGNATURES = ['X-Amz-Signature', 'X-Goog-Signature', 'sig']

/** Hides what makes the links credentials from every log. */
export function hideLinks(host: Pick<Host, 'addSecret'>, links: Links): void {
  for (const address of Object.values(links).flatMap((files) => Object.values(files))) {
    const query = new URL(address).searchParams
    for (const name of SIGNATURES) {
      const signature = query.get(name)
      if (signature) host.addSecret(signature)
    }
  }
}
