import type { Clock, ForkProvider } from '../../forks/fork.ts'
import type { DestroyForkTask } from '../../host/host.ts'

/** How long after its sender was stopped a request for a fork may still take effect. */
const SETTLE_MS = 20_000
const LOOK_EVERY_MS = 5_000

/**
 * Destroys a fork that was noted. Where the provider's answer is not known, the request may have
 * been on its way when its sender was stopped: then it is looked for until that cannot be any more.
 *
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
export async function destroyNoted(
  provider: ForkProvider,
  task: DestroyForkTask,
  clock: Clock,
  signal: AbortSignal,
): Promise<'gone' | 'going'> {
  let end = await provider.destroy(task, signal)
  if (task.isAnswered) return end
  const until = clock.now().getTime() + SETTLE_MS
  while (clock.now().getTime() < until) {
    await clock.sleep(LOOK_EVERY_MS, signal)
    end = await provider.destroy(task, signal)
  }
  return end
}
