import { asUserError, UserError } from '../errors.ts'
import type { PreparedTarget } from './prepare-target.ts'
import type { TargetRecord } from './target-record.ts'

/** Does the work in a prepared target, and hands it over to its user; or puts it back. */
export async function handOver(
  target: PreparedTarget,
  record: TargetRecord,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
    const finished = await record.phase('finish', 'Hand the target over', () => target.finish())
    record.previousDatabase = finished.previous ?? null
    for (const note of finished.notes) record.warn(note)
  } catch (error) {
    record.targetState = await undo(target)
    throw error
  }
}

/** A failure here must not hide the one that led to it. */
async function undo(target: PreparedTarget): Promise<string> {
  try {
    return await target.undo()
  } catch (error) {
    return `The target could not be put back as it was: ${asUserError(error).message}`
  }
}

/** What became of the target matters more than anything else that can be said. */
export function withTargetState(error: unknown, { targetState, savedIn }: TargetRecord): UserError {
  const known = asUserError(error)
  if (targetState === null) return known
  const back = savedIn === '' ? '' : `Its contents before are in ${savedIn}.`
  // What is said of a cancelled run is said of a backup.
  const advice = known.code === 'E_CANCELLED' ? '' : known.next
  const next = [targetState, back, advice].filter((part) => part !== '').join(' ')
  return new UserError(known.code, known.message, next, { cause: error })
}
