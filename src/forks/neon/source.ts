import { UserError } from '../../errors.ts'
import type { NeonInputs } from '../../inputs/fork.ts'
import type { ForkContext, ForkSource } from '../fork.ts'
import type { NeonApi } from './api.ts'
import { computeSize } from './compute-size.ts'
import { branchConnection, endpointOf } from './connection.ts'
import { inPlainWords } from './errors.ts'
import type { Branch, Database } from './shapes.ts'

/**
 * Looks up the branch to be forked and, where no URL was given, the way to it.
 *
 * @throws UserError
 */
export async function findSource(
  api: NeonApi,
  inputs: NeonInputs,
  context: ForkContext,
  signal: AbortSignal,
): Promise<ForkSource> {
  computeSize(inputs.forkPlan)
  return inPlainWords(`look up the branch in the Neon project ${inputs.project}`, async () => {
    const { branch, notes } = await findBranch(api, inputs, context, signal)
    const connection =
      context.connection ??
      (await branchConnection(
        api,
        branch.id,
        await onlyDatabase(api, branch, signal),
        context,
        signal,
      ))
    return {
      label: `${inputs.project}/${branch.name}`,
      id: branch.id,
      place: inputs.project,
      connection,
      sizeBytes: branch.sizeBytes,
      plan: inputs.forkPlan && `${inputs.forkPlan} CU`,
      region: (await api.region(signal)) || undefined,
      pricePerHour: undefined,
      refusal: undefined,
      notes,
    }
  })
}

/** What `neon-branch` names; else what the URL leads to; else the default branch. */
async function findBranch(
  api: NeonApi,
  { branch: wanted, project }: NeonInputs,
  { connection }: ForkContext,
  signal: AbortSignal,
): Promise<{ branch: Branch; notes: readonly string[] }> {
  const branches = await api.branches('', signal)
  const endpoint = connection && endpointOf(connection, await api.endpoints(signal))
  const named = branches.find(({ id, name }) => id === wanted || name === wanted)
  const led = branches.find(({ id }) => id === endpoint?.branchId)
  const usual = branches.find(({ isDefault }) => isDefault)
  const branch = wanted === undefined ? (led ?? usual) : named
  if (branch === undefined) throw noBranch(wanted, project)
  const isElsewhere = connection !== undefined && led?.id !== branch.id
  const note = `The URL does not lead to the branch ${branch.name}, of which the fork is made.`
  return { branch, notes: isElsewhere ? [note] : [] }
}

function noBranch(wanted: string | undefined, project: string): UserError {
  const what = wanted === undefined ? 'default branch' : `branch ${wanted}`
  const message = `The Neon project ${project} has no ${what}.`
  return new UserError('E_NOT_FOUND', message, 'Correct `neon-branch` or `neon-project`.')
}

async function onlyDatabase(
  api: NeonApi,
  { id, name }: Branch,
  signal: AbortSignal,
): Promise<Database> {
  const databases = await api.databases(id, signal)
  const [only] = databases
  if (only !== undefined && databases.length === 1) return only
  const names = databases.map((database) => database.name).join(', ')
  throw new UserError(
    'E_INPUT',
    `The branch ${name} has ${only === undefined ? 'no database' : `several databases: ${names}`}.`,
    'Give the URL of the one that is meant.',
  )
}
