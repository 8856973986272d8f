import type { DBInstance } from '@aws-sdk/client-rds'
import { UserError } from '../../errors.ts'
import { isForkName } from '../../plan/fork-name.ts'
import type { NotedFork } from '../fork.ts'
import { forkLeft } from '../removal.ts'
import type { RdsApi } from './api.ts'
import { errorDetail, errorName } from './errors.ts'
import { pauseMs, type RdsTools } from './rds-fork.ts'
import { SOURCE_TAG } from './restore-request.ts'
import { idOf } from './source.ts'
import { madeAt, tagOf } from './tags.ts'

/**
 * Deletes a noted fork, and resolves once RDS does not know it any more. RDS may refuse while
 * something else goes on in the instance: it is asked again until the deadline.
 *
 * @param source the identifier or ARN of the source, as the user gave it
 * @returns `going`: being deleted when the signal was aborted
 * @throws UserError `E_FORK_LEFT`; the signal's reason
 */
export async function endInstance(
  fork: NotedFork,
  source: string,
  { api, clock }: RdsTools,
  signal: AbortSignal,
): Promise<'gone' | 'going'> {
  let isGoing = false
  try {
    for (let questions = 1; ; questions++) {
      const instance = await api.find(fork.name, signal)
      if (instance === undefined) {
        if (questions === 1) await requireSameAccount(fork, source, api, signal)
        return 'gone'
      }
      const reason = whyNotOurs(instance, fork, source)
      if (reason !== undefined) throw forkLeft(fork, reason)
      isGoing ||= instance.DBInstanceStatus === 'deleting'
      isGoing ||= await requestEnd(fork.name, api, signal)
      await clock.sleep(pauseMs(questions), signal)
    }
  } catch (error) {
    if (signal.aborted && isGoing) return 'going'
    signal.throwIfAborted()
    throw error instanceof UserError ? error : forkLeft(fork, errorDetail(error), error)
  }
}

/**
 * In another account there is no such instance either. That of the fork is where its source is: an
 * identifier may be the same in two of them, a resource id is not.
 */
async function requireSameAccount(
  fork: NotedFork,
  source: string,
  api: RdsApi,
  signal: AbortSignal,
): Promise<void> {
  const instance = await api.find(source, signal)
  if (instance !== undefined && idOf(instance) === fork.sourceId) return
  const where = `in the AWS account of these credentials ${source} is not its source`
  throw forkLeft(fork, `${where}, so that its not being there says nothing`)
}

/** Both answers are looked into by the next question: is it there, and what is its status? */
const LOOK_AGAIN = ['DBInstanceNotFoundFault', 'InvalidDBInstanceStateFault']

/** Resolves to whether RDS has accepted. */
async function requestEnd(name: string, api: RdsApi, signal: AbortSignal): Promise<boolean> {
  try {
    await api.delete(name, signal)
    return true
  } catch (error) {
    if (LOOK_AGAIN.includes(errorName(error))) return false
    throw error
  }
}

/**
 * Why an instance is none that may be deleted; undefined: it is our fork. A half-made one has no
 * tags and no time yet, and must go as well.
 */
export function whyNotOurs(
  instance: DBInstance,
  { name, sourceId, notedAt }: NotedFork,
  source: string,
): string | undefined {
  const { DBInstanceIdentifier, DBInstanceArn, DbiResourceId } = instance
  const isSource = [DBInstanceIdentifier, DBInstanceArn].includes(source)
  if (isSource || DbiResourceId === sourceId) return 'that name is the source’s'
  if (DBInstanceIdentifier !== name || !isForkName(name)) return 'that name is none of ours'
  const made = madeAt(instance)
  // A noted time that is unreadable compares as false, and is then no proof.
  const isNewer = made === undefined || made >= new Date(notedAt)
  if (!isNewer) return 'it was made before we asked for it'
  const markedAs = tagOf(instance, SOURCE_TAG)
  const isOfOther = markedAs !== undefined && markedAs !== sourceId
  return isOfOther ? 'its tag says that it is a fork of another source' : undefined
}
