import { randomBytes } from 'node:crypto'
import type { Client } from '../../client/client.ts'
import { requireSpace, TEMPORARY_FULL } from '../../destinations/disk-space.ts'
import { UserError } from '../../errors.ts'
import type { Host, UndoRestoreTask } from '../../host/host.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { scratchLocales } from '../../plan/scratch-locale.ts'
import { type ConnectionSettings, hostText } from '../../postgres/connection.ts'
import { quoteName } from '../../postgres/quote-name.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { scratchRoot, startScratchServer } from '../../scratch/scratch-server.ts'
import { createBeside, createStatement } from '../../target/beside.ts'
import { databaseObstacles } from '../../target/database-obstacles.ts'
import { dropLeftBesides, keepAlive } from '../../target/left-beside.ts'
import { obstacle, obstacleError } from '../../target/obstacle.ts'
import { collationText } from '../../target/obstacles.ts'
import { besideName } from '../../target/swap-names.ts'
import {
  type DatabaseLocale,
  readTargetFacts,
  type TargetFacts,
} from '../../target/target-facts.ts'
import { undoRestore } from '../target/undo-restore.ts'

/** An empty database to restore into on trial; it goes with whatever is in it. */
export interface ScratchDatabase extends AsyncDisposable {
  /** Its one host is known to answer. */
  readonly connection: ConnectionSettings
  readonly facts: TargetFacts
  /** Whether its server is ours alone, so that roles can be made on it. */
  readonly isOwnServer: boolean
  /** What its server is, for people. */
  readonly label: string
  /** The cause of an error in its use, as far as its server tells of another one. */
  readonly explain: (error: unknown) => unknown
}

type Source = Omit<Manifest['source'], 'forkOf'>

const OWN_DATABASE = 'restored'

/**
 * Starts a throw-away server on this machine, with one database as the source's.
 *
 * @param server of the source's major
 * @throws UserError `E_CLIENT`, `E_DISK`
 */
export async function openOnOwnServer(
  host: Host,
  server: Client,
  source: Source,
): Promise<ScratchDatabase> {
  await requireSpace(await scratchRoot(), source.sizeBytes, host.log, TEMPORARY_FULL)
  const started = await startScratchServer(server, source.encoding, host)
  try {
    const session = await connect(started.connection('postgres'), host.signal)
    try {
      const { major } = server
      await inFirstLocale(source, major, (locale) =>
        session.query(createStatement(OWN_DATABASE, { owner: 'postgres', locale, major })),
      )
    } finally {
      await session.end()
    }
    const connection = started.connection(OWN_DATABASE)
    const facts = await factsOf(connection, host.signal)
    noteCollation(host, facts, source)
    const label = `a scratch server of PostgreSQL ${facts.version}`
    const { explain } = started
    const dispose = () => started[Symbol.asyncDispose]()
    return { connection, facts, isOwnServer: true, label, explain, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await started[Symbol.asyncDispose]()
    throw started.explain(error)
  }
}

/**
 * Makes a new database on a server that the user has. Nothing else there is touched.
 *
 * @throws UserError what stands in the way, `E_CONNECT` and its like
 */
export async function openOnGivenServer(
  host: Host,
  settings: ConnectionSettings,
  source: Source,
): Promise<ScratchDatabase> {
  const session = await connect(settings, host.signal)
  try {
    const server = await readTargetFacts(session)
    refuseUnfit(server, source)
    for (const line of (await dropLeftBesides(session, source.database)).dropped)
      host.log.info(line)
    const trial = noteTrial(host, source)
    const found = { ...settings, hosts: [session.host] }
    const drop = async () => {
      await session.end()
      await undoRestore(trial.task, found, AbortSignal.timeout(DROP_MS))
      trial.handle.done()
    }
    try {
      const name = await makeTrialDatabase(session, server, source, trial.task)
      const connection = { ...found, database: name }
      const facts = await factsOf(connection, host.signal)
      noteCollation(host, facts, source)
      const label = `a database of its own on ${hostText(session.host)}`
      const explain = (error: unknown) => error
      return { connection, facts, isOwnServer: false, label, explain, [Symbol.asyncDispose]: drop }
    } catch (error) {
      await drop()
      throw error
    }
  } catch (error) {
    await session.end()
    throw error
  }
}

/** A cancelled run has ten seconds in all; the post step has more. */
const DROP_MS = 8_000

/** Known to the post step before it exists. */
function noteTrial(host: Host, { database }: Source) {
  const task: UndoRestoreTask = {
    kind: 'undo-restore',
    input: 'scratch-url',
    mode: 'swap',
    database,
    backupId: database,
    runToken: randomBytes(12).toString('hex'),
    beside: besideName(database, randomBytes(3).toString('hex')),
    isEmptied: false,
    objects: 0,
    safetyBackup: '',
  }
  return { task, handle: host.cleanup.add(task) }
}

/** @param session open until the database is dropped: while it is, the run is known to live */
async function makeTrialDatabase(
  session: Session,
  { user, major }: TargetFacts,
  source: Source,
  { database, beside, runToken, backupId, mode }: UndoRestoreTask,
): Promise<string> {
  const startedAt = new Date().toISOString()
  const before = { extensions: [], defaultPrivileges: [] }
  const record = { backupId, runToken, startedAt, mode, tables: [], before }
  const id = beside.slice(-6)
  await keepAlive(session, runToken)
  return await inFirstLocale(source, major, (locale) =>
    createBeside(session, { database, id, owner: user, locale, major, record }),
  )
}

function refuseUnfit(server: TargetFacts, source: Source): void {
  const version = databaseObstacles(server, source).filter(({ code }) => code === 'E_VERSION')
  const obstacles = [...version]
  if (!server.mayCreateDatabases) {
    const user = quoteName(server.user)
    const message = `${user} may not create a database on the scratch server`
    obstacles.push(obstacle('E_PERMISSION', message, `Run there: ALTER ROLE ${user} CREATEDB;`))
  }
  if (obstacles.length > 0) throw obstacleError(obstacles)
}

/** @returns what the first attempt gave that the server did not refuse */
async function inFirstLocale<T>(
  source: Source,
  major: number,
  attempt: (locale: DatabaseLocale) => Promise<T>,
): Promise<T> {
  let refused: unknown
  for (const locale of scratchLocales(source, major)) {
    try {
      return await attempt(locale)
    } catch (error) {
      const isHopeless = error instanceof UserError && error.code !== 'E_RESTORE'
      if (isHopeless) throw error
      refused ??= error
    }
  }
  throw refused
}

async function factsOf(connection: ConnectionSettings, signal: AbortSignal): Promise<TargetFacts> {
  const session: Session = await connect(connection, signal)
  try {
    return await readTargetFacts(session)
  } finally {
    await session.end()
  }
}

function noteCollation(host: Host, { locale }: TargetFacts, { collation }: Source): void {
  if (collationText(locale) === collation) return
  host.log.info(`The database sorts text by ${collationText(locale)}, the source by ${collation}.`)
}
