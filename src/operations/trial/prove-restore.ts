import { availableParallelism } from 'node:os'
import type { Client } from '../../client/client.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { type LoadPlan, planLoad } from '../../plan/restore.ts'
import { quoteName } from '../../postgres/quote-name.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { extensionNeeds, tryForbiddenExtensions } from '../../target/extensions.ts'
import { named } from '../../target/obstacle.ts'
import type { Definitions } from '../../verify/definitions.ts'
import { missingObjects } from '../../verify/restored-objects.ts'
import { wrongSequences } from '../../verify/sequence-values.ts'
import { chooseFromArchive } from '../load/choose-from-archive.ts'
import { differs, loadAndCheck } from '../load/load-and-check.ts'
import { readDefinitions } from '../load/read-definitions.ts'
import type { RunRecord } from '../records/record.ts'
import type { ScratchDatabase } from './scratch-database.ts'

export interface RestoreProof {
  readonly host: Host
  readonly record: RunRecord
  readonly client: Client
  readonly manifest: Manifest
  /** On this machine, its bytes checked. */
  readonly archive: string
  readonly scratch: ScratchDatabase
  /** The user's own, each of which has to give true. */
  readonly statements: readonly string[]
}

/**
 * Restores an archive whole into a database that is thrown away, and compares what came of it: the
 * rows of every table, the objects, where the sequences stand.
 *
 * @throws UserError `E_VERIFY` where it is not what the backup says, or needs what the server does
 *   not have; `E_RESTORE`, `E_INTEGRITY`, `E_DISK`
 */
export async function proveByRestore(proof: RestoreProof): Promise<void> {
  try {
    await prove(proof)
  } catch (error) {
    throw proof.scratch.explain(error)
  }
}

async function prove(proof: RestoreProof): Promise<void> {
  const { host, record, client, manifest, archive, scratch, statements } = proof
  const definitions = await record.phase('definitions', 'Read what the archive needs', () =>
    readDefinitions(host, client, manifest, archive),
  )
  await inSession(proof, (session) => provide(session, scratch, manifest, definitions))
  await loadAndCheck({
    ...{ host, record, client, manifest, archive, statements },
    plan: planTrial(manifest, scratch),
    connection: scratch.connection,
    chosen: await chooseFromArchive(proof, { schemas: [], tables: [] }),
    analyze: false,
    compareRows: true,
  })
  await record.phase('objects', 'Compare the objects', () =>
    inSession(proof, async (session) => {
      const missing = await missingObjects(session, definitions.entries)
      const wrong = await wrongSequences(session, definitions.sequences)
      const differences = [...missing.map((name) => `${name} is missing`), ...wrong]
      if (differences.length > 0)
        throw differs(differences, 'take a new backup, and see what is said while it is restored')
      const count = definitions.entries.length
      host.log.info(
        `${count} objects and ${definitions.sequences.length} sequences are as they were.`,
      )
    }),
  )
}

/** Owners and rights are part of the trial where the roles can be made for it. */
function planTrial(manifest: Manifest, { facts, isOwnServer }: ScratchDatabase): LoadPlan {
  const roles = { noOwner: !isOwnServer, noAcl: !isOwnServer, role: undefined }
  const choices = { ...roles, jobs: 'auto', clientVersion: 'auto' } as const
  const plan = planLoad(choices, manifest, facts, availableParallelism())
  return { ...plan, arguments: [...plan.arguments, '--no-tablespaces'] }
}

/** Makes the roles that the archive names, once it is known that all its extensions are there. */
async function provide(
  session: Session,
  { facts, isOwnServer, label }: ScratchDatabase,
  manifest: Manifest,
  { extensions, roles }: Definitions,
): Promise<void> {
  const schemas = new Map(manifest.source.extensions.map(({ name, schema }) => [name, schema]))
  const wanted = extensions.map(({ name, schema }) => {
    return { name, version: '', schema: schemas.get(name) ?? schema }
  })
  await requireExtensions(session, facts, wanted, label)
  if (!isOwnServer) return
  const known = new Set(facts.roles)
  for (const role of roles) {
    // Those of the system are there, or of another version, and cannot be made.
    if (known.has(role) || role.startsWith('pg_')) continue
    // Some objects, such as an event trigger, may be owned by a superuser only.
    await session.query(`CREATE ROLE ${quoteName(role)} SUPERUSER`)
  }
}

/** @throws UserError `E_VERIFY` that names all that are missing */
export async function requireExtensions(
  session: Session,
  facts: ScratchDatabase['facts'],
  extensions: Manifest['source']['extensions'],
  label: string,
): Promise<void> {
  const wish = { mode: 'into-empty', confirm: '', noOwner: true } as const
  const archive = { serverVersion: facts.version, encoding: '', collation: '', extensions }
  const tried = await tryForbiddenExtensions(session, facts, archive, wish)
  const missing = extensionNeeds(tried, archive, wish)
    .filter(({ state }) => state === 'unavailable' || state === 'forbidden')
    .map(({ name }) => name)
  if (missing.length === 0) return
  throw new UserError(
    'E_VERIFY',
    `The backup needs ${named('extension', missing)}, which cannot be had on ${label}.`,
    'Use the verify action with a scratch-url: a server that has them.',
  )
}

async function inSession<T>(
  { host, scratch }: RestoreProof,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await connect(scratch.connection, host.signal)
  try {
    return await work(session)
  } finally {
    await session.end()
  }
}
