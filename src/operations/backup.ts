import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Client } from '../client/client.ts'
import { findClient } from '../client/find.ts'
import { minorFloorWarning } from '../client/version.ts'
import type { Destination } from '../destinations/destination.ts'
import { openDestination } from '../destinations/open-destination.ts'
import { beginAtSeveral, partialFailure, type SeveralWriter } from '../destinations/several.ts'
import type { Host } from '../host/host.ts'
import type { BackupInputs } from '../inputs/backup.ts'
import { type DumpedArchive, describeBackup, manifestText } from '../manifest/describe.ts'
import { type BackupPlan, planBackup } from '../plan/backup.ts'
import { type ForkDecision, planDump } from '../plan/fork.ts'
import { libpqEnvironment } from '../postgres/environment.ts'
import type { ServerFacts } from '../postgres/facts.ts'
import { drawBackup } from '../report/drawn.ts'
import { forkLines, forkWarnings, gentleDump } from '../report/fork-lines.ts'
import { planLines } from '../report/plan-lines.ts'
import { openSeal, type Seal } from '../seal/seal.ts'
import { TOOL } from '../tool.ts'
import { checkExtent, shrinkFailure } from './dump/check-extent.ts'
import { watchForRewrites } from './dump/check-rewritten.ts'
import { checkTables } from './dump/check-tables.ts'
import { dumpArchive } from './dump/dump-archive.ts'
import { keptUntested, prepareTrial, proveBackup } from './dump/prove-backup.ts'
import { sealedManifest } from './dump/sealed-manifest.ts'
import { watchDump } from './dump/watch-dump.ts'
import { chooseOrigin } from './origin/choose-origin.ts'
import type { Origin } from './origin/origin.ts'
import { randomText } from './random-text.ts'
import { publish } from './records/publish.ts'
import { BackupRecord } from './records/record.ts'
import { applyKeep } from './stored/apply-keep.ts'
import type { ScratchDatabase } from './trial/scratch-database.ts'
import { withSignal } from './with-signal.ts'

/**
 * Takes a backup: asks the server, plans, checks the destinations, finds a client, dumps and
 * proves, by a restore if asked to, and writes the manifest last. However it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
export async function backup(host: Host, inputs: BackupInputs): Promise<void> {
  const name = inputs.name ?? inputs.connection?.database ?? 'the database'
  const record = new BackupRecord(host.log, name, inputs.destinations)
  let failure: unknown
  try {
    await takeBackup(host, inputs, record)
  } catch (error) {
    failure = error
    throw error
  } finally {
    await publish(host, drawBackup(record.report(failure)), inputs.summary)
  }
}

/** The backup itself, for whoever reports it in its own way. */
export async function takeBackup(
  host: Host,
  inputs: BackupInputs,
  record: BackupRecord,
): Promise<void> {
  const seal = await openSeal(inputs.encryption)
  const cores = availableParallelism()
  const circumstances = { now: new Date(), random: randomText(6), cores }
  await using chosen = await chooseOrigin(host, inputs, record)
  const { facts, decision } = chosen
  record.relations = facts.relations
  const plan = await record.phase('plan', 'Plan', async () => {
    const plan = planDump(inputs, facts, decision, circumstances)
    showPlan({ host, inputs, record }, facts, plan, decision)
    return plan
  })
  const destinations = await record.phase('destinations', 'Check the destinations', () =>
    checkDestinations(host, inputs, plan),
  )
  const client = await record.phase('client', 'Find the client', () => find(host, inputs, plan))
  record.clientSource = client.source
  const old = minorFloorWarning(client.version)
  if (old !== undefined) record.warn(old)
  await using scratch = await prepareTrial({ host, inputs, facts, client, record })
  await using origin = await chosen.open()
  const isFork = origin.forkOf !== null
  const final = isFork ? planBackup(inputs, origin.facts, circumstances) : plan
  const run = { host, inputs, seal, facts: origin.facts, plan: final, client, origin, record }
  await store(run, destinations, scratch)
  const shrunk = shrinkFailure(inputs, record)
  if (shrunk === undefined) await applyKeep(host, inputs, record, run.plan.id)
  const failed = partialFailure(record.results) ?? shrunk
  if (failed) throw failed
}

function showPlan(
  { host, inputs: { fork }, record }: Pick<Run, 'host' | 'inputs' | 'record'>,
  facts: ServerFacts,
  plan: BackupPlan,
  decision: ForkDecision,
): void {
  const { sizeBytes } = facts
  record.name = plan.name
  const lines = [...planLines(plan, facts), ...forkLines(decision, fork, sizeBytes, 'dumped')]
  for (const line of lines) host.log.info(line)
  const warnings = forkWarnings(decision, fork, sizeBytes, gentleDump(plan))
  for (const warning of [...warnings, ...plan.warnings]) record.warn(warning)
}

interface Run {
  readonly host: Host
  readonly inputs: BackupInputs
  /** Undefined: the backup is not encrypted. */
  readonly seal: Seal | undefined
  readonly facts: ServerFacts
  readonly plan: BackupPlan
  readonly client: Client
  readonly origin: Origin
  readonly record: BackupRecord
}

/** Dumps to all destinations; what was written is removed wherever no manifest followed. */
async function store(
  run: Run,
  destinations: readonly Destination[],
  scratch: ScratchDatabase | undefined,
): Promise<void> {
  const { host, plan, origin, record, seal } = run
  const writer = await beginAtSeveral(destinations, plan, host.signal)
  try {
    const archive = await record.phase('dump', 'Dump', () => dump(run, writer))
    await origin.release()
    for (const warning of checkTables(plan, archive)) record.warn(warning)
    const readBack = describeBackup({
      ...run,
      forkOf: origin.forkOf,
      recipients: seal?.recipients ?? null,
      archive,
      dumpSeconds: record.secondsOf('dump'),
      provenAt: new Date(),
      tool: TOOL,
    })
    const { manifest: proven, failure } = scratch
      ? await proveBackup(run, scratch, writer, readBack)
      : { manifest: readBack }
    const manifest = await checkExtent(run, await sealedManifest(run, proven))
    const bytes = Buffer.from(manifestText(manifest))
    record.results = await record.phase('store', 'Store', () =>
      writer.commit(plan.manifestPath, bytes),
    )
    record.manifest = manifest
    if (failure) throw keptUntested(failure, record.locations)
  } finally {
    await writer.abort()
  }
}

async function dump(run: Run, writer: SeveralWriter): Promise<DumpedArchive> {
  const { plan, client, origin, seal } = run
  const host = withSignal(run.host, origin.signal)
  const directory = path.join(await host.temporaryDirectory(), 'connection')
  await mkdir(directory, { mode: 0o700 })
  const libpq = await libpqEnvironment(origin.connection, origin.facts.host, directory)
  // A name of its own, by which the server's views tell this dump from all others.
  const applicationName = `pg-backup-action ${plan.id.slice(-6)}`
  const environment = { ...libpq.environment, PGAPPNAME: applicationName }
  const rewrites = await watchForRewrites(run)
  const progress = watchDump(host, plan, origin.session, applicationName, rewrites.copying)
  try {
    const { connectionArguments } = libpq
    const archive = await dumpArchive({
      host,
      plan,
      client,
      environment,
      connectionArguments,
      writer,
      seal,
      progress,
    })
    await rewrites.check(archive.tables)
    return archive
  } catch (error) {
    // Past its deadline a fork is given up, and that is why the dump broke off.
    origin.signal.throwIfAborted()
    throw error
  } finally {
    progress.stop()
  }
}

async function checkDestinations(
  host: Host,
  inputs: BackupInputs,
  plan: BackupPlan,
): Promise<Destination[]> {
  const { region } = inputs
  const need = { name: plan.name, region, estimatedBytes: plan.estimatedBytes }
  return await Promise.all(
    plan.destinations.map(async (url) => {
      const destination = await openDestination(url, host, inputs)
      await destination.check(need, host.signal)
      host.log.info(`${destination.label} is ready.`)
      return destination
    }),
  )
}

async function find(host: Host, inputs: BackupInputs, plan: BackupPlan): Promise<Client> {
  const client = await findClient({ ...inputs.client, major: plan.clientMajor }, host)
  host.log.info(`pg_dump ${client.version} (${client.source})`)
  return client
}
