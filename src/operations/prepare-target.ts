import { randomInt } from 'node:crypto'
import type { Host } from '../host/host.ts'
import type { TableRows } from '../manifest/manifest.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { Session } from '../postgres/session.ts'
import { connectMaintenance, createBeside, dropBeside } from '../target/beside.ts'
import { type Claim, claimTarget } from '../target/claim.ts'
import { type ClaimRecord, mayWipeLeftover, snapshotOf } from '../target/claim-record.ts'
import { tryForbiddenExtensions } from '../target/extensions.ts'
import type { RestoredDatabase, RestoreMode, RestoreWish } from '../target/obstacle.ts'
import { obstacleError } from '../target/obstacle.ts'
import { notesOn, obstaclesTo } from '../target/obstacles.ts'
import { swapIn } from '../target/swap.ts'
import { besideName } from '../target/swap-names.ts'
import { readTargetFacts, type TargetFacts } from '../target/target-facts.ts'
import { listUserTables } from '../target/user-objects.ts'
import { wipeTarget } from '../target/wipe.ts'

/** What goes into the target. */
export interface Incoming extends RestoredDatabase {
  /** The backup's id, or a name of the copy. */
  readonly id: string
  readonly tables: readonly Pick<TableRows, 'schema' | 'name'>[]
}

/** A database that is ours to load into until it is finished or undone. */
export interface PreparedTarget {
  readonly facts: TargetFacts
  /** The database to load into; in mode `swap` not the one that the user named. */
  readonly connection: ConnectionSettings
  /**
   * It is loaded and checked: from now on it is the user's.
   *
   * @returns the name that the old database has now, in mode `swap`
   */
  finish(): Promise<{ readonly previous?: string; readonly notes: readonly string[] }>
  /**
   * It failed: the target becomes what it was, as far as that can be.
   *
   * @returns in what state it is now, a sentence
   */
  undo(): Promise<string>
}

/** A target that nobody else may restore into, and in which nothing has been changed yet. */
export interface GuardedTarget {
  readonly facts: TargetFacts
  /** Makes room as the mode says; from now on it has to be finished or undone. */
  prepare(): Promise<PreparedTarget>
}

/**
 * Claims a target and checks it, before anything costly is done for it.
 *
 * @param session open in the target, and open until the target is finished or undone
 * @throws UserError that names all obstacles at once
 */
export async function guardTarget(
  host: Host,
  settings: ConnectionSettings,
  session: Session,
  incoming: Incoming,
  wish: RestoreWish,
): Promise<GuardedTarget> {
  const record: ClaimRecord = {
    backupId: incoming.id,
    runToken: randomToken(12),
    startedAt: new Date().toISOString(),
    mode: wish.mode,
    before: snapshotOf(await readTargetFacts(session)),
  }
  const claim = await claimTarget(session, record)
  const facts = await checkTarget(host, session, claim, incoming, wish)
  // What a killed restore left may be gone since.
  const current = { ...record, before: snapshotOf(facts) }
  const target = { host, settings, session, claim, record: current, facts }
  return { facts, prepare: () => PREPARE[wish.mode](target) }
}

interface Target {
  readonly host: Host
  readonly settings: ConnectionSettings
  readonly session: Session
  readonly claim: Claim
  readonly record: ClaimRecord
  readonly facts: TargetFacts
}

async function checkTarget(
  host: Host,
  session: Session,
  { leftover }: Claim,
  incoming: Incoming,
  wish: RestoreWish,
): Promise<TargetFacts> {
  if (leftover !== null && wish.mode === 'into-empty') {
    const present = await listUserTables(session)
    if (mayWipeLeftover(leftover, incoming, present)) {
      host.log.info(`Removing what a restore of ${leftover.startedAt} left when it was stopped`)
      await wipeTarget(session, { keep: leftover.before, extensionRows: false })
    }
  }
  const catalogs = await readTargetFacts(session)
  const facts = await tryForbiddenExtensions(session, catalogs, incoming, wish)
  const obstacles = obstaclesTo(facts, incoming, wish)
  if (obstacles.length > 0) throw obstacleError(obstacles)
  for (const note of notesOn(facts, incoming, wish)) host.log.info(note)
  return facts
}

async function prepareEmpty(target: Target): Promise<PreparedTarget> {
  const { session, settings, claim, record, facts } = target
  await claim.mark()
  return {
    facts,
    connection: settings,
    finish: () => release(claim),
    async undo() {
      await wipeTarget(session, { keep: record.before, extensionRows: false })
      await claim.release()
      return `The target database "${facts.database}" is as empty as it was.`
    },
  }
}

async function prepareClean(target: Target): Promise<PreparedTarget> {
  const { host, session, settings, claim, record, facts } = target
  await claim.mark()
  host.log.info(`Removing everything in "${facts.database}"`)
  await wipeTarget(session, { keep: record.before, extensionRows: true })
  return {
    facts,
    connection: settings,
    finish: () => release(claim),
    async undo() {
      await claim.abandon()
      return `The target database "${facts.database}" was emptied and holds a part of ${record.backupId}; its own contents are gone from it.`
    },
  }
}

async function prepareBeside(target: Target): Promise<PreparedTarget> {
  const { host, settings, session, record, facts } = target
  const { database, databaseOid, locale, owner, major } = facts
  const id = randomToken(6)
  const name = besideName(database, id)
  const maintenance = await connectMaintenance(settings, host.signal)
  const end = async () => {
    await maintenance.end()
    await target.claim.abandon().catch(() => undefined) // its session ended with the old database
  }
  await createBeside(maintenance, { database, id, owner, locale, major, record })
  return {
    facts,
    connection: { ...settings, hosts: [session.host], database: name },
    async finish() {
      const ender = await connectMaintenance(settings, host.signal)
      try {
        return await swapIn(maintenance, ender, { database, databaseOid, beside: name, id })
      } finally {
        await ender.end()
        await end()
      }
    },
    async undo() {
      const own = { ...settings, hosts: [session.host] }
      // A cancelled run has cut its sessions, so that this takes one of its own.
      const dropper = await connectMaintenance(own, AbortSignal.timeout(10_000))
      try {
        await dropBeside(dropper, { name, runToken: record.runToken })
        return `The target database "${database}" was not touched.`
      } finally {
        await dropper.end()
        await end()
      }
    },
  }
}

const PREPARE: Readonly<Record<RestoreMode, (target: Target) => Promise<PreparedTarget>>> = {
  'into-empty': prepareEmpty,
  clean: prepareClean,
  swap: prepareBeside,
}

async function release(claim: Claim): Promise<{ readonly notes: readonly string[] }> {
  await claim.release()
  return { notes: [] }
}

const TOKEN_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

function randomToken(length: number): string {
  return Array.from({ length }, () => TOKEN_LETTERS[randomInt(TOKEN_LETTERS.length)]).join('')
}
