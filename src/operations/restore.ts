import { availableParallelism } from 'node:os'
import { findClient } from '../client/find.ts'
import { openStore } from '../destinations/open-store.ts'
import type { BackupStore } from '../destinations/store.ts'
import type { Host } from '../host/host.ts'
import type { RestoreInputs } from '../inputs/restore.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { planLoad, wantedBackup } from '../plan/restore.ts'
import { connect, type Session } from '../postgres/session.ts'
import { drawRestore } from '../report/drawn.ts'
import type { RestoreWish } from '../target/obstacle.ts'
import { bringHome } from './bring-home.ts'
import { findBackup } from './find-backup.ts'
import { handOver, withTargetState } from './hand-over.ts'
import { loadAndCheck } from './load-and-check.ts'
import { type GuardedTarget, guardTarget } from './prepare-target.ts'
import { publish } from './publish.ts'
import { RestoreRecord } from './restore-record.ts'
import { takeSafetyBackup } from './safety-backup.ts'

/**
 * Brings a backup into a database: claims and checks the target, brings the archive home with
 * every byte checked, makes room, loads, compares, and only then calls it done. However it ends,
 * it is reported.
 *
 * @throws UserError whatever the first cause was, and in what state the target is
 */
export async function restore(host: Host, inputs: RestoreInputs): Promise<void> {
  const record = new RestoreRecord(host.log, inputs.connection.database, inputs.mode)
  let failure: unknown
  try {
    await restoreBackup(host, inputs, record)
  } catch (error) {
    failure = withTargetState(error, record)
    throw failure
  } finally {
    await publish(host, drawRestore(record.report(failure)), inputs.summary)
  }
}

async function restoreBackup(host: Host, inputs: RestoreInputs, record: RestoreRecord) {
  const { connection } = inputs
  const session = await record.phase('connect', 'Connect', () => connect(connection, host.signal))
  try {
    const store = await openStore(inputs.source, host, inputs)
    const wanted = wantedBackup(inputs, connection.database)
    const { manifest } = await record.phase('find', 'Find the backup', () =>
      findBackup(store, wanted, host.signal),
    )
    host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`)
    record.manifest = manifest
    const guarded = await record.phase('check', 'Check the target', () =>
      guardTarget(host, connection, session, incoming(manifest), wishOf(inputs)),
    )
    await restoreInto(host, inputs, record, { session, store, manifest, guarded })
  } finally {
    await session.end()
  }
}

interface Found {
  readonly session: Session
  readonly store: BackupStore
  readonly manifest: Manifest
  readonly guarded: GuardedTarget
}

async function restoreInto(
  host: Host,
  inputs: RestoreInputs,
  record: RestoreRecord,
  { session, store, manifest, guarded }: Found,
): Promise<void> {
  const choices = { ...inputs, clientVersion: inputs.client.version }
  const plan = planLoad(choices, manifest, guarded.facts, availableParallelism())
  const client = await record.phase('client', 'Find the client', () =>
    findClient({ ...inputs.client, major: plan.clientMajor }, host),
  )
  const archive = await record.phase('fetch', 'Fetch and check the archive', () =>
    bringHome(host, store, manifest),
  )
  const { safetyBackup } = inputs
  if (safetyBackup !== undefined) {
    record.safetyBackup = await takeSafetyBackup(host, inputs, safetyBackup)
  }
  const target = await record.phase('prepare', 'Prepare the target', () =>
    guarded.prepare(record.safetyBackup?.location),
  )
  await handOver(target, record, async () => {
    const connection = { ...target.connection, hosts: [session.host] }
    const compareRows = inputs.verify === 'rows'
    const load = { host, record, client, plan, manifest, archive, connection, compareRows }
    const { analyze, verifySql: statements } = inputs
    const loaded = await loadAndCheck({ ...load, choice: inputs, analyze, statements })
    record.tables = loaded.tables
    record.verified = loaded.compared ? 'rows' : 'none'
  })
}

function incoming(manifest: Manifest) {
  const { serverVersion, encoding, collation, extensions } = manifest.source
  return {
    id: manifest.id,
    tables: manifest.tables,
    serverVersion,
    encoding,
    collation,
    extensions,
  }
}

function wishOf({ mode, confirm = '', noOwner, role }: RestoreInputs): RestoreWish {
  return { mode, confirm, noOwner, role }
}
