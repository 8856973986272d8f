import { asUserError, type UserError } from '../../errors.ts'
import type { TargetRecord } from '../records/target-record.ts'
import { type PreparedTarget, stateUnknown, withState } from './prepare-target.ts'

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
    record.targetState = await target.undo().catch(stateUnknown)
    throw error
  }
}

/** Says what became of the target, where anything was done to it. */
export function withTargetState(error: unknown, { targetState, savedIn }: TargetRecord): UserError {
  return targetState === null ? asUserError(error) : withState(error, targetState, savedIn)
}
