import { errorMessage, UserError } from '../../errors.ts'
import { isForkName } from '../../plan/fork-name.ts'
import type { Clock, NotedFork } from '../fork.ts'
import { forkLeft } from '../removal.ts'
import type { HerokuApi } from './api.ts'
import { herokuError, isNotFound } from './errors.ts'
import type { Addon } from './shapes.ts'

const POLL_MS = 5_000
/** Ten minutes: it usually takes seconds. */
const MOST_POLLS = 120

/**
 * Destroys a fork: reads the add-on by its name, makes sure that it is the noted one, asks for its
 * end, and waits until Heroku no longer knows it. An add-on that has no name is no fork of ours:
 * this is the one request that could take a production database away.
 *
 * @returns `going`: Heroku has accepted, and the signal ended the wait
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
export async function destroyFork(
  api: HerokuApi,
  fork: NotedFork,
  clock: Clock,
  signal: AbortSignal,
): Promise<'gone' | 'going'> {
  try {
    const addon = await find(api, fork, clock, signal)
    if (addon === undefined) return 'gone'
    const wrong = notOurs(addon, fork)
    if (wrong !== undefined) throw refuse(fork, wrong)
    if (await isGoneAfterRequest(api, addon, signal)) return 'gone'
    return await untilGone(api, fork, clock, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof UserError) throw error
    const told = herokuError(error, `destroy ${fork.name} in ${fork.place}`)
    throw forkLeft(fork, errorMessage(told), error)
  }
}

/**
 * Undefined: there is none. The request that makes it may have been cut off a moment ago, so a
 * name that is not there is looked for once more: among the add-ons of the app, which Heroku shows
 * to a key of the right account only, while to any other every name is unknown.
 */
async function find(
  api: HerokuApi,
  { name, place }: NotedFork,
  clock: Clock,
  signal: AbortSignal,
): Promise<Addon | undefined> {
  const first = await addonOrNone(api, name, signal)
  if (first !== undefined) return first
  await clock.sleep(POLL_MS, signal)
  return (await api.addonsOf(place, signal)).find((addon) => addon.name === name)
}

async function addonOrNone(
  api: HerokuApi,
  name: string,
  signal: AbortSignal,
): Promise<Addon | undefined> {
  try {
    return await api.addon(name, signal)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/**
 * Why an add-on is not the fork that was noted; undefined: it is. That it is a fork is not asked
 * for: a half-made one, or an empty one, has to go, too. Pure.
 */
export function notOurs(addon: Addon, fork: NotedFork): string | undefined {
  if (addon.id === '' || addon.id === fork.sourceId) return 'it is the source itself'
  if (addon.name !== fork.name || !isForkName(addon.name)) return `it is ${addon.name}`
  if (addon.app.name !== fork.place && addon.app.id !== fork.place) {
    return `it belongs to the app ${addon.app.name}`
  }
  // An unreadable time compares as false, and is then no proof.
  const isNewer = Date.parse(addon.createdAt) >= Date.parse(fork.notedAt)
  return isNewer ? undefined : `it was made at ${addon.createdAt}, before this run`
}

/** What is not ours is not ours to name a command for, either. */
function refuse({ name, place }: NotedFork, why: string): UserError {
  return new UserError(
    'E_FORK_LEFT',
    `What Heroku shows for the fork ${name} was not destroyed, because ${why}.`,
    `Look at the add-ons of ${place} in the Heroku dashboard.`,
  )
}

async function isGoneAfterRequest(
  api: HerokuApi,
  addon: Addon,
  signal: AbortSignal,
): Promise<boolean> {
  if (addon.state === 'deprovisioned') return true
  if (addon.state === 'deprovisioning') return false
  try {
    const { state } = await api.deleteAddon(addon, signal)
    if (/^deprovision(ed|ing)$/.test(state)) return state === 'deprovisioned'
    throw new Error(`Heroku answered that it is ${state || 'in no state at all'}`)
  } catch (error) {
    if (isNotFound(error)) return true
    throw error
  }
}

async function untilGone(
  api: HerokuApi,
  fork: NotedFork,
  clock: Clock,
  signal: AbortSignal,
): Promise<'gone' | 'going'> {
  try {
    for (let polls = 0; polls < MOST_POLLS; polls++) {
      const addon = await addonOrNone(api, fork.name, signal)
      if (addon === undefined || addon.state === 'deprovisioned') return 'gone'
      await clock.sleep(POLL_MS, signal)
    }
  } catch (error) {
    if (signal.aborted) return 'going'
    throw error
  }
  throw new Error('Heroku has been destroying it for ten minutes')
}
