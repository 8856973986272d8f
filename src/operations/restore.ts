import { availableParallelism } from 'node:os'
import type { Client } from '../client/client.ts'
import { findClient } from '../client/find.ts'
import { openStore } from '../destinations/open-store.ts'
import type { BackupStore } from '../destinations/store.ts'
import type { Host } from '../host/host.ts'
import type { RestoreInputs, RestoreRequest } from '../inputs/restore.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { chosenTables } from '../plan/choose-entries.ts'
import { planLoad, wantedBackup } from '../plan/restore.ts'
import { connect, type Session } from '../postgres/session.ts'
import { drawRestore } from '../report/drawn.ts'
import type { RestoreWish } from '../target/obstacle.ts'
import { checkDefinitions } from './load/check-definitions.ts'
import { chooseFromArchive } from './load/choose-from-archive.ts'
import { loadAndCheck } from './load/load-and-check.ts'
import { publish } from './records/publish.ts'
import { RestoreRecord } from './records/restore-record.ts'
import { bringHome } from './stored/bring-home.ts'
import { findBackup } from './stored/find-backup.ts'
import { type OpenBackup, openBackup } from './stored/open-backup.ts'
import { describeFromArchive, findPgBackup } from './stored/pg-backup.ts'
import { type GuardedTarget, guardTarget } from './target/guard-target.ts'
import { handOver, withTargetState } from './target/hand-over.ts'
import { findHerokuTarget } from './target/heroku-target.ts'
import { checkSafetyLock, checkSafetyPlace, takeSafetyBackup } from './target/safety-backup.ts'

/**
 * Brings a backup into a database: claims and checks the target, brings the archive home with
 * every byte checked, makes room, loads, compares, and only then calls it done. However it ends,
 * it is reported.
 *
 * @throws UserError whatever the first cause was, and in what state the target is
 */
export async function restore(host: Host, request: RestoreRequest): Promise<void> {
  const { mode, summary } = request
  const database = request.connection?.database ?? `of ${request.heroku?.app}`
  const record = new RestoreRecord(host.log, database, mode)
  let failure: unknown
  try {
    await checkSafetyLock(request)
    const connection = request.connection ?? (await lookUp(host, request, record))
    record.database = connection.database
    const isLookedUp = request.connection === undefined
    await restoreBackup(host, { ...request, connection, isLookedUp }, record)
  } catch (error) {
    failure = withTargetState(error, record)
    throw failure
  } finally {
    await publish(host, drawRestore(record.report(failure)), summary)
  }
}

async function lookUp(host: Host, { heroku }: RestoreRequest, record: RestoreRecord) {
  if (heroku === undefined) throw new Error('Neither a connection nor an app was given.')
  return record.phase('lookup', 'Ask Heroku', () => findHerokuTarget(host, heroku, host.signal))
}

async function restoreBackup(
  host: Host,
  inputs: RestoreInputs & { readonly isLookedUp: boolean },
  record: RestoreRecord,
) {
  const { connection, isLookedUp } = inputs
  const input = isLookedUp ? 'heroku-app' : 'database-url'
  const session = await record.phase('connect', 'Connect', () => connect(connection, host.signal))
  try {
    const { store, manifest: stored } = await record.phase('find', 'Find the backup', () =>
      find(host, inputs, record),
    )
    record.manifest = stored
    const backup = await openBackup(stored, inputs.keys)
    const { manifest } = backup
    host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`)
    record.manifest = manifest
    const guarded = await record.phase('check', 'Check the target', () =>
      guardTarget(host, connection, session, incoming(manifest, inputs), wishOf(inputs), input),
    )
    await restoreInto(host, inputs, record, { session, store, backup, guarded })
  } finally {
    await session.end()
  }
}

async function find(host: Host, inputs: RestoreInputs, record: RestoreRecord) {
  if (inputs.pgBackup !== undefined) return findPgBackup(host, inputs.pgBackup, record)
  const wanted = wantedBackup(inputs, inputs.connection.database)
  const store = await openStore(inputs.source, host, inputs)
  const warn = (line: string) => record.warn(line)
  const { manifest } = await findBackup(store, wanted, host.signal, warn)
  return { store, manifest }
}

const UNSEALED =
  'The safety backup is not encrypted, unlike the backup itself. Set encrypt-to, or encrypt-passphrase, to encrypt it.'

interface Found {
  readonly session: Session
  readonly store: Pick<BackupStore, 'read'>
  readonly backup: OpenBackup
  readonly guarded: GuardedTarget
}

async function restoreInto(
  host: Host,
  inputs: RestoreInputs,
  record: RestoreRecord,
  { session, store, backup, guarded }: Found,
): Promise<void> {
  const { safetyBackup } = inputs
  await checkSafetyPlace(host, inputs, safetyBackup)
  const choices = { ...inputs, clientVersion: inputs.client.version }
  const planned = planLoad(choices, backup.manifest, guarded.facts, availableParallelism())
  const client = await record.phase('client', 'Find the client', () =>
    findClient({ ...inputs.client, major: planned.clientMajor }, host),
  )
  const archive = await record.phase('fetch', 'Fetch and check the archive', () =>
    bringHome(host, store, backup),
  )
  const manifest = await describe(host, inputs, record, client, backup.manifest, archive)
  const fetched = { client, manifest, archive, plan: planned, facts: guarded.facts }
  const { plan, tables, chosen } = await record.phase(
    'definitions',
    'Read what the archive needs',
    async () => ({
      chosen: await chooseFromArchive({ host, ...fetched }, inputs),
      ...(await checkDefinitions(host, record, inputs, fetched)),
    }),
  )
  if (safetyBackup !== undefined) {
    if (backup.unseal && inputs.encryption === undefined) record.warn(UNSEALED)
    record.safetyBackup = await takeSafetyBackup(host, inputs, safetyBackup)
  }
  const target = await record.phase('prepare', 'Prepare the target', () =>
    guarded.prepare(record.savedIn, tables),
  )
  await handOver(target, record, async () => {
    const connection = { ...target.connection, hosts: [session.host] }
    const compareRows = inputs.verify === 'rows'
    const load = { host, record, client, plan, manifest, archive, chosen, connection }
    const { analyze, verifySql: statements } = inputs
    const compared = await loadAndCheck({ ...load, compareRows, analyze, statements })
    record.tables = chosen.tables
    record.verified = compared ? 'rows' : 'none'
  })
}

/** What PGBackups do not tell of a backup is read from its archive before anything is changed. */
async function describe(
  host: Host,
  { pgBackup }: RestoreInputs,
  record: RestoreRecord,
  client: Client,
  manifest: Manifest,
  archive: string,
): Promise<Manifest> {
  if (pgBackup === undefined) return manifest
  const described = await record.phase('decode', 'Decode the archive', () =>
    describeFromArchive(host, client, manifest, archive),
  )
  record.manifest = described
  return described
}

function incoming(manifest: Manifest, choice: RestoreInputs) {
  const { serverVersion, encoding, collation, extensions } = manifest.source
  return {
    id: manifest.id,
    tables: chosenTables(manifest.tables, choice),
    serverVersion,
    encoding,
    collation,
    extensions,
  }
}

function wishOf({ mode, confirm = '', noOwner, role }: RestoreInputs): RestoreWish {
  return { mode, confirm, noOwner, role }
}
