import { UserError } from '../errors.ts'
import type { CopyInputs } from '../inputs/copy.ts'
import type { RelationFact, ServerFacts } from '../postgres/facts.ts'
import type { TargetFacts } from '../target/target-facts.ts'
import { refusePooler, refuseUnreadable } from './backup.ts'
import { type ForkDecision, gentleLockTimeout } from './fork.ts'
import { chooseJobs, sessionOptions } from './restore.ts'
import { selects } from './selection.ts'

/** How a copy will be made, decided before anything in the target is touched. */
export interface CopyPlan {
  /** The target's: it reads every older server, and knows what the target does. */
  readonly clientMajor: number
  /** For what the target does by itself: building indexes, counting. */
  readonly jobs: number
  /** How many read from the source at once. */
  readonly streams: number
  readonly lockTimeoutMs: number
  /** Server settings for the sessions of pg_restore, as PGOPTIONS has them. */
  readonly sessionOptions: string
}

/**
 * The tables that will be copied, or why the source cannot be copied.
 *
 * @throws UserError `E_POOLER`, `E_PERMISSION`, `E_EMPTY`
 */
export function chooseSource(inputs: CopyInputs, facts: ServerFacts): RelationFact[] {
  const { selection } = inputs
  refusePooler(facts)
  refuseUnreadable({ selection, pgDumpArgs: [] }, facts)
  const tables = facts.relations.filter((table) => selects(selection, table, facts.searchPath))
  if (tables.length > 0) return tables
  throw new UserError(
    'E_EMPTY',
    facts.relations.length === 0
      ? `The source database "${facts.database}" has no tables.`
      : `None of the ${facts.relations.length} tables of "${facts.database}" is selected.`,
    'Check that source-url names the right database; the target was not touched.',
  )
}

/** @throws UserError `E_POOLER`, `E_VERSION` */
export function planCopy(
  inputs: CopyInputs,
  source: Pick<ServerFacts, 'major' | 'version' | 'sizeBytes'>,
  target: Pick<TargetFacts, 'major' | 'capacity'>,
  cores: number,
  decision: ForkDecision,
): CopyPlan {
  const { capacity } = target
  // Every stream has an index build beside it.
  const freeConnections = Math.floor(capacity.freeConnections / 2)
  const jobs = chooseJobs(inputs, { freeConnections }, cores)
  const isGentle = decision.kind === 'gentle'
  return {
    clientMajor: chooseClient(inputs, source, target.major),
    jobs,
    streams: isGentle && inputs.jobs === 'auto' ? 1 : jobs,
    lockTimeoutMs: isGentle ? gentleLockTimeout(inputs.lockTimeoutMs) : inputs.lockTimeoutMs,
    sessionOptions: sessionOptions(target, jobs, source.sizeBytes),
  }
}

function chooseClient(
  { client }: CopyInputs,
  source: Pick<ServerFacts, 'major' | 'version'>,
  targetMajor: number,
): number {
  if (client.version === 'auto') return Math.max(source.major, targetMajor)
  if (client.version >= source.major) return client.version
  throw new UserError(
    'E_VERSION',
    `client-version: pg_dump ${client.version} cannot read a server of version ${source.version}.`,
    'Leave client-version at auto.',
  )
}
