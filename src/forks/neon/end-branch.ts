import { isForkName } from '../../plan/fork-name.ts'
import type { NotedFork } from '../fork.ts'
import { ApiFailure } from '../provider-http.ts'
import { forkLeft } from '../removal.ts'
import { LOCKED, type NeonApi } from './api.ts'
import type { NeonTools } from './create-branch.ts'
import type { Branch } from './shapes.ts'

const POLL_MS = 2000

/**
 * Deletes a noted branch for good, and resolves once Neon does not list it any more. A branch whose
 * endpoint is just being started is locked, and asked for again until the deadline.
 *
 * @returns `going`: being deleted when the signal was aborted
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
export async function endBranch(
  { api, clock }: NeonTools,
  fork: NotedFork,
  signal: AbortSignal,
): Promise<'gone' | 'going'> {
  let isGoing = false
  try {
    for (;;) {
      const branch = await api.branchNamed(fork.name, signal)
      if (branch === undefined) return 'gone'
      if (!isGoing) {
        const reason = whyNotOurs(branch, fork, await api.branches('', signal))
        if (reason !== undefined) throw forkLeft(fork, reason)
        isGoing = await requestEnd(api, branch.id, signal)
      }
      await clock.sleep(POLL_MS, signal)
    }
  } catch (error) {
    if (signal.aborted && isGoing) return 'going'
    signal.throwIfAborted()
    throw error instanceof ApiFailure ? forkLeft(fork, error.message, error) : error
  }
}

/** Resolves to whether Neon has accepted. */
async function requestEnd(api: NeonApi, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    await api.deleteBranch(id, true, signal)
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.status === LOCKED) return false
    if (error.status === 404) return true
    // Deleting for good is a preview: where it is refused, Neon does so itself after seven days.
    if (!/hard.?delete/i.test(error.message)) throw error
    await api.deleteBranch(id, false, signal)
  }
  return true
}

/**
 * Why a branch is none that may be deleted; undefined: it is our fork.
 *
 * @param all branches of the project
 */
export function whyNotOurs(
  branch: Branch,
  { name, sourceId, notedAt }: NotedFork,
  all: readonly Branch[],
): string | undefined {
  if (branch.id === sourceId) return 'that name is the source’s'
  if (branch.name !== name || !isForkName(name)) return 'that name is none of ours'
  if (branch.isDefault) return 'it is the default branch of the project'
  if (branch.parentId === '') return 'it is a root branch'
  if (branch.parentId !== sourceId) return 'it is a branch of another than the source'
  if (branch.isProtected) return 'it is protected'
  // An unreadable time compares as false, and is then no proof.
  const isNewer = new Date(branch.createdAt) >= new Date(notedAt)
  if (!isNewer) return 'it was made before we asked for it'
  const child = all.find(({ parentId }) => parentId === branch.id)
  return child === undefined ? undefined : `the branch ${child.name} was made of it`
}
