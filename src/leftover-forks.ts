import { asUserError, errorLine, type UserError } from './errors.ts'
import { systemClock } from './forks/clock.ts'
import type { NotedFork } from './forks/fork.ts'
import { openProvider } from './forks/open-provider.ts'
import { forkLeft } from './forks/removal.ts'
import type { RemoteUndo } from './host/cleanup.ts'
import type { DestroyForkTask, Host } from './host/host.ts'
import type { ProcessHost } from './host/process-host.ts'
import { providerInputs } from './inputs/provider-inputs.ts'
import { destroyNoted } from './operations/origin/destroy-fork.ts'
import { isForkName, leftSince } from './plan/fork-name.ts'

/** A job that is cancelled gives its post steps five minutes. */
const DESTROY_MS = 240_000
/** After that long even a run of once a week has been there with the key. */
const KEPT_MS = 8 * 24 * 3_600_000
/** Of a name that does not say how long the fork may live: what GitHub's own runners allow. */
const USUAL_MS = 6 * 3_600_000

export interface ForkUndo {
  /** Whether it is of this very run, which has the same inputs, or of its main step. */
  isOwn(fork: NotedFork): boolean
  /** Told where one may still be there; the error has the command that removes it. */
  tell(failure: UserError, fork: NotedFork): void
}

/**
 * Destroys forks that were noted by a run that is gone, with the key that this one has. Where that
 * cannot be done, or proven, it is told, and the note stays: for eight days after the fork's own
 * time is over, so that it does not trouble every run for ever.
 */
export function destroyForks(host: Host, { isOwn, tell }: ForkUndo): RemoteUndo['destroyFork'] {
  return async (task) => {
    // The note comes from a file or from the environment.
    if (!isForkName(task.name)) return true
    try {
      // To another account's key the provider says that there is no such fork, which is no proof.
      if (!isOwn(task) && !isOfPlace(host, task)) {
        throw forkLeft(task, `this run has not the inputs of ${task.place} to destroy it with`)
      }
      await destroyLeft(host, task)
      return true
    } catch (error) {
      const { code, message } = asUserError(error)
      const isTold = code === 'E_FORK_LEFT'
      tell(isTold ? asUserError(error) : forkLeft(task, message, error), task)
      return !staysNoted(host, task)
    }
  }
}

/** A note of no readable time would stay for ever, and does not. */
function staysNoted({ log }: Host, fork: NotedFork): boolean {
  const until = leftSince(fork, USUAL_MS).getTime() + KEPT_MS
  if (until > systemClock.now().getTime()) {
    const day = new Date(until).toISOString().slice(0, 10)
    log.info(
      `The fork ${fork.name} stays noted until ${day}, for a run on this machine that can destroy it.`,
    )
    return true
  }
  log.warning(`The fork ${fork.name} is noted no longer: no run has been able to destroy it.`)
  return false
}

function isOfPlace(host: Host, { provider, place }: NotedFork): boolean {
  if (provider === 'rds') return Boolean(host.input('rds-instance'))
  const inputs = provider === 'neon' ? ['neon-project'] : ['heroku-app', 'fork-app']
  return inputs.some((name) => host.input(name) === place)
}

/** For whoever ends a run in a terminal before its forks are gone. */
export function tellOfForks({ cleanup, log }: ProcessHost): void {
  const forks = cleanup.tasks.filter((task) => task.kind === 'destroy-fork')
  for (const fork of new Map(forks.map((task) => [task.name, task])).values()) {
    const next = 'the next run that has the key destroys it'
    log.warning(errorLine(forkLeft(fork, `nobody has waited for its end; ${next}`)))
  }
}

/** Where the fork is, the note says: the inputs may be of another database by now. */
const PLACE = { heroku: 'heroku-app', neon: 'neon-project', rds: 'rds-region' } as const

async function destroyLeft(host: Host, task: DestroyForkTask): Promise<void> {
  const inputs = providerInputs(host, task.provider, (name) =>
    name === PLACE[task.provider] ? task.place : host.input(name) || undefined,
  )
  if (inputs.name !== 'rds' && inputs.apiKey === '') {
    throw forkLeft(task, `this run has no ${inputs.name}-api-key to destroy it with`)
  }
  const { environment, log } = host
  const provider = await openProvider(inputs, {
    ...{ environment, log, clock: systemClock, connection: undefined },
    addSecret: (value, publicWords) => host.addSecret(value, publicWords),
  })
  const end = await destroyNoted(provider, task, systemClock, AbortSignal.timeout(DESTROY_MS))
  log.info(
    end === 'gone'
      ? `The fork ${task.name} is gone.`
      : `The fork ${task.name} is being deleted by the provider.`,
  )
}
