import { UserError } from '../../errors.ts'
import type { ForkContext, ForkRequest, NotedFork } from '../fork.ts'
import { ApiFailure } from '../provider-http.ts'
import { forkLeft } from '../removal.ts'
import type { AddonWish, HerokuApi } from './api.ts'
import { inPlainWords, isNotFound } from './errors.ts'
import type { Addon } from './shapes.ts'
import type { HerokuSource } from './source.ts'

const POLL_MS = 5_000
/** How often a name is asked for after a lost answer: half a minute. */
const LOOKS = 7

/**
 * Asks for the fork. The request is sent once: the name is global and ours alone, so that after a
 * lost answer, or an error of which nobody can tell whether it came before or after the work, the
 * name says whether there is a fork.
 *
 * @throws UserError `E_FORK`, or `E_CREDENTIALS`, with Heroku's own reason
 */
export async function createFork(
  api: HerokuApi,
  source: HerokuSource,
  request: ForkRequest,
  clock: ForkContext['clock'],
  signal: AbortSignal,
): Promise<Addon> {
  return inPlainWords(`fork ${source.label}`, async () => {
    try {
      const addon = await api.createAddon(source.place, wishFor(source, request.name), signal)
      return checked(addon, source, request)
    } catch (error) {
      if (!(error instanceof ApiFailure) || !mayHaveMadeIt(error)) throw error
      const looks = error.status === 422 ? 1 : LOOKS
      const found = await lookFor(api, request.name, looks, clock, signal)
      // Before our request there was nothing by this name, so what is there by then is its work.
      const isOurs =
        found !== undefined && Date.parse(found.createdAt) >= Date.parse(request.notedAt)
      if (!isOurs) throw error
      return checked(found, source, request)
    }
  })
}

/** A name that is taken may be taken by our own request, sent twice by something on the way. */
function mayHaveMadeIt({ status, mayBeDone }: ApiFailure): boolean {
  return mayBeDone || status === 422
}

async function lookFor(
  api: HerokuApi,
  name: string,
  looks: number,
  clock: ForkContext['clock'],
  signal: AbortSignal,
): Promise<Addon | undefined> {
  for (let look = 1; ; look++) {
    try {
      return await api.addon(name, signal)
    } catch (error) {
      if (!isNotFound(error)) throw error
      if (look >= looks) return undefined
      await clock.sleep(POLL_MS, signal)
    }
  }
}

function wishFor(source: HerokuSource, name: string): AddonWish {
  const { plan, forkedBy, level } = source
  return {
    plan,
    name,
    attachment: attachmentName(name),
    config: { fork: forkedBy, ...(level === undefined ? {} : { level }) },
  }
}

/** Its config variable has this name and `_URL` after it. */
function attachmentName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

/** What was made has to be what will be looked for when it is to be destroyed. */
function checked(addon: Addon, source: HerokuSource, request: ForkRequest): Addon {
  const { name, notedAt } = request
  if (addon.id === source.id || addon.name === source.addonName) {
    throw new UserError(
      'E_FORK',
      `Heroku answered with the source itself (${source.label}) when it was asked for a fork.`,
      'See in the Heroku dashboard what was made, and tell its support.',
    )
  }
  if (addon.id !== '' && addon.name === name) return addon
  const made: NotedFork = {
    provider: 'heroku',
    name: addon.name || name,
    place: source.place,
    sourceId: source.id,
    notedAt,
  }
  throw forkLeft(made, `it was to be called ${name}, and another name is not ours to destroy`)
}
