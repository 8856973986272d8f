import { UserError } from '../../errors.ts'
import type { HerokuInputs } from '../../inputs/fork.ts'
import type { ForkContext, ForkSource } from '../fork.ts'
import type { AppDetails, HerokuApi } from './api.ts'
import { herokuConnection } from './connection.ts'
import { inPlainWords } from './errors.ts'
import { type FoundDatabase, findDatabase, labelOf } from './find-database.ts'
import {
  fullPlan,
  isAdvanced,
  isEssential,
  isPrivate,
  pricePerHour,
  regionsDiffer,
  shortPlan,
} from './plans.ts'
import { canReach } from './reach.ts'
import type { DatabaseInfo } from './shapes.ts'

/** What is known of the source besides what every provider tells. */
export interface HerokuSource extends ForkSource {
  readonly plan: string
  readonly addonName: string
  readonly databaseName: string
  /** What `config.fork` names it: its add-on on the app that pays for it, `app::VAR` elsewhere. */
  readonly forkedBy: string
  /** Of an Advanced database. */
  readonly level: string | undefined
}

/** What decides whether and how the source is forked. */
export interface Circumstances {
  readonly inputs: HerokuInputs
  readonly found: FoundDatabase
  readonly info: DatabaseInfo
  readonly sourceApp: AppDetails
  readonly forkApp: AppDetails
  /** Whether its server answers this machine at all. */
  readonly isReachable: boolean
}

/**
 * Looks up the database, what its provider says of it, and the app its fork will belong to.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_FORK`
 */
export async function findHerokuSource(
  api: HerokuApi,
  inputs: HerokuInputs,
  context: ForkContext,
  signal: AbortSignal,
): Promise<HerokuSource> {
  const found = await findDatabase(api, inputs, signal)
  const { addon } = found.attachment
  const label = labelOf(found)
  return inPlainWords(`ask about ${label}`, async () => {
    const info = await api.database(addon, signal)
    const sourceApp = await api.app(addon.app.id, signal)
    const wanted = inputs.forkApp ?? found.attachment.app.name
    const forkApp = wanted === sourceApp.name ? sourceApp : await api.app(wanted, signal)
    const connection = herokuConnection(found.url, context)
    const isReachable = !isPrivate(addon.plan) || (await canReach(connection, signal))
    const facts = { inputs, found, info, sourceApp, forkApp, isReachable }
    const plan = planOf(facts)
    const cents = await api.monthlyPrice(plan, signal).catch(() => undefined)
    signal.throwIfAborted()
    return {
      label,
      id: addon.id,
      place: forkApp.name,
      connection: isReachable ? connection : undefined,
      sizeBytes: info.sizeBytes,
      plan,
      region: info.region ?? sourceApp.region,
      pricePerHour: cents === undefined ? undefined : pricePerHour(cents),
      refusal: refusalOf(facts),
      notes: notesOf(facts),
      addonName: addon.name,
      databaseName: connection.database,
      forkedBy: forkedBy(facts),
      level: info.level,
    }
  })
}

function planOf({ inputs, found }: Circumstances): string {
  return inputs.forkPlan === undefined ? found.attachment.addon.plan : fullPlan(inputs.forkPlan)
}

/** The add-on's name is known where it is billed; another app's database goes by `app::VAR`. */
function forkedBy({ found, forkApp }: Circumstances): string {
  const { addon, app } = found.attachment
  return forkApp.id === addon.app.id ? addon.name : `${app.name}::${found.configVar}`
}

/** Why there can be no fork, said before anything is asked for. Pure. */
export function refusalOf(facts: Circumstances): UserError | undefined {
  const { inputs, found, info } = facts
  const { addon } = found.attachment
  const source = labelOf(found)
  const [plan, forkPlan] = [shortPlan(addon.plan), shortPlan(planOf(facts))]
  if (isEssential(addon.plan)) {
    const what = `${source} has the plan ${plan}, which Heroku cannot fork.`
    return new UserError('E_FORK', what, 'Set fork: never, or move it to a Standard plan.')
  }
  if (info.isFollower) {
    const what = `${source} is a follower, which Heroku cannot fork.`
    return new UserError('E_FORK', what, 'Set heroku-database to its leader, or fork: never.')
  }
  if (info.notForkable !== undefined) {
    const what = `${source} cannot be forked now; Heroku says: ${info.notForkable}.`
    const next = 'A database that was itself just forked needs some hours. Run again later.'
    return new UserError('E_FORK', what, next)
  }
  if (isEssential(fullPlan(forkPlan))) {
    const what = `A fork cannot have the plan ${forkPlan}.`
    return new UserError('E_INPUT', what, 'Set fork-plan to a Standard, Premium or higher plan.')
  }
  return refusalOfPlace(facts, source) ?? refusalOfNetwork(facts, source, inputs.mtlsCidr)
}

/** A fork on an app elsewhere would take the data to another region. */
function refusalOfPlace(
  { info, sourceApp, forkApp }: Circumstances,
  source: string,
): UserError | undefined {
  const region = info.region ?? sourceApp.region
  if (!regionsDiffer(region, forkApp.region)) return undefined
  return new UserError(
    'E_REGION',
    `${source} is in the region ${region} and the app of its fork, ${forkApp.name}, in ${forkApp.region}: its data would leave the region.`,
    'Set fork-app to an app in the same region.',
  )
}

function refusalOfNetwork(
  facts: Circumstances,
  source: string,
  mtlsCidr: string | undefined,
): UserError | undefined {
  const plan = planOf(facts)
  if (!isPrivate(plan) || facts.isReachable) return undefined
  if (mtlsCidr !== undefined && !isAdvanced(plan)) return undefined
  return new UserError(
    'E_FORK',
    `${source} is in a private network (plan ${shortPlan(plan)}), and its fork cannot be reached from this runner.`,
    'Use a self-hosted runner inside that network or connected to it by PrivateLink or peering, or set heroku-mtls-cidr to the address that this runner comes from.',
  )
}

function notesOf(facts: Circumstances): string[] {
  const { inputs, found, forkApp } = facts
  const notes: string[] = []
  if (inputs.forkApp === undefined) {
    notes.push(
      `The fork is attached to ${forkApp.name}, whose dynos Heroku restarts for it twice; an empty app as fork-app avoids that.`,
    )
  }
  if (isPrivate(found.attachment.addon.plan) && !isPrivate(planOf(facts))) {
    notes.push(`With fork-plan ${inputs.forkPlan} the data leave the private network.`)
  }
  return notes
}
