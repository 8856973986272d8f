import type { Clock } from '../fork.ts'
import { ApiFailure } from '../provider-http.ts'
import { LOCKED, type NeonApi } from './api.ts'
import type { MadeBranch } from './shapes.ts'

export interface BranchWish {
  readonly name: string
  readonly parentId: string
  /** When Neon may remove it by itself. */
  readonly expiresAt?: Date
  /** Undefined: the project's default. */
  readonly compute: ComputeSize | undefined
}

/** In compute units. */
export interface ComputeSize {
  readonly min: number
  readonly max: number
}

export interface NeonTools {
  readonly api: NeonApi
  readonly clock: Clock
}

const ATTEMPTS = 3
const LOOK_AGAIN_MS = 2000
const LOCKED_MS = 5000

/**
 * Asks for a branch until Neon has accepted it. `expires_at` is "early access" and left out where
 * it is refused: then the sweep of a later run removes what a killed one has left.
 *
 * @throws ApiFailure; the signal's reason
 */
export async function createBranch(
  tools: NeonTools,
  wish: BranchWish,
  signal: AbortSignal,
): Promise<MadeBranch> {
  const { expiresAt: _, ...endless } = wish
  try {
    return await createOnce(tools, wish, signal)
  } catch (error) {
    if (!isRefused(error)) throw error
    return createOnce(tools, endless, signal)
  }
}

/**
 * A name is given out once in a project. So what may have been made is looked for by its name, and
 * only what is not there is asked for again.
 */
async function createOnce(
  tools: NeonTools,
  wish: BranchWish,
  signal: AbortSignal,
): Promise<MadeBranch> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await askWhenFree(tools, wish, signal)
    } catch (error) {
      const made = mayBeThere(error) ? await lookFor(tools, wish, signal) : undefined
      if (made !== undefined) return made
      if (attempts >= ATTEMPTS || !mayBeThere(error)) throw error
    }
  }
}

/** A project that is locked by other work is waited for as long as the signal allows. */
async function askWhenFree(
  { api, clock }: NeonTools,
  wish: BranchWish,
  signal: AbortSignal,
): Promise<MadeBranch> {
  for (;;) {
    try {
      return await api.createBranch(branchBody(wish), signal)
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.status !== LOCKED) throw error
      await clock.sleep(LOCKED_MS, signal)
    }
  }
}

/** As it is answered to a field that this account may not use, among other reasons. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiFailure && [400, 403, 422].includes(error.status ?? 0)
}

/** After a lost answer; and 409 is that the name is taken, which is by us. */
function mayBeThere(error: unknown): boolean {
  return error instanceof ApiFailure && (error.mayBeDone || error.status === 409)
}

/** The request may still be under way when its answer is lost, so it is looked for twice. */
async function lookFor(
  { api, clock }: NeonTools,
  { name, parentId }: BranchWish,
  signal: AbortSignal,
): Promise<MadeBranch | undefined> {
  const found =
    (await api.branchNamed(name, signal)) ??
    (await clock.sleep(LOOK_AGAIN_MS, signal).then(() => api.branchNamed(name, signal)))
  if (found === undefined || found.parentId !== parentId) return undefined
  return { id: found.id, operations: await api.operationsOf(found.id, signal) }
}

/** Without an endpoint nobody could connect to the branch. */
function branchBody({ name, parentId, expiresAt, compute }: BranchWish): object {
  const expiry = expiresAt && { expires_at: expiresAt.toISOString().replace(/\.\d+Z$/, 'Z') }
  const size = compute && {
    autoscaling_limit_min_cu: compute.min,
    autoscaling_limit_max_cu: compute.max,
  }
  return {
    branch: { name, parent_id: parentId, ...expiry },
    endpoints: [{ type: 'read_write', ...size }],
  }
}
