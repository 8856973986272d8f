import type { Client } from '../../client/client.ts'
import type { Host } from '../../host/host.ts'
import type { RestoreInputs } from '../../inputs/restore.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { LoadPlan } from '../../plan/restore.ts'
import { named, type Obstacle, obstacle, obstacleError } from '../../target/obstacle.ts'
import { besideTablespace } from '../../target/obstacles.ts'
import { missingRoles } from '../../target/role-obstacles.ts'
import type { TargetFacts } from '../../target/target-facts.ts'
import type { TableName } from '../../target/user-objects.ts'
import type { RunRecord } from '../records/record.ts'
import { readDefinitions } from './read-definitions.ts'

/** An archive that is here, and the target that it is for. */
export interface Fetched {
  readonly client: Client
  readonly manifest: Manifest
  readonly archive: string
  readonly plan: LoadPlan
  readonly facts: TargetFacts
}

export interface CheckedDefinitions {
  readonly plan: LoadPlan
  /** All that the archive makes, those without rows as well. */
  readonly tables: readonly TableName[]
}

/**
 * What only the archive knows of what it needs: owners, grantees and tablespaces. A lack of one
 * would end the load half-way, when the target has been emptied.
 *
 * @throws UserError that names all obstacles at once; `E_INTEGRITY`
 */
export async function checkDefinitions(
  host: Host,
  record: RunRecord,
  inputs: RestoreInputs,
  { client, manifest, archive, plan, facts }: Fetched,
): Promise<CheckedDefinitions> {
  const isPlain = manifest.dump.format === 'plain'
  const definitions = await readDefinitions(host, client, manifest, archive, plan.arguments)
  const { roles, tablespaces, tables } = definitions
  const own = inputs.mode === 'swap' ? besideTablespace(facts) : facts.tablespace
  const known = [...facts.tablespaces, own]
  const unknown = tablespaces.filter((name) => !known.includes(name))
  const obstacles = [
    ...roleObstacles(inputs, isPlain, facts, roles),
    ...(isPlain ? tablespaceObstacles(unknown) : []),
  ]
  if (obstacles.length > 0) throw obstacleError(obstacles)
  const all = [...tables, ...manifest.tables]
  if (isPlain || unknown.length === 0) return { plan, tables: all }
  record.warn(
    `The target has no ${named('tablespace', unknown)} that may be used: everything is put where the database lies.`,
  )
  return { plan: { ...plan, arguments: [...plan.arguments, '--no-tablespaces'] }, tables: all }
}

const WITHOUT_ROLES = '`no-owner: true` and `no-acl: true`'

/** From plain SQL nothing can be left out, and of a selection pg_restore says no roles. */
function roleObstacles(
  { noOwner, noAcl, schemas, tables }: RestoreInputs,
  isPlain: boolean,
  facts: TargetFacts,
  roles: readonly string[],
): Obstacle[] {
  if (isPlain) return missingRoles(facts, roles, 'Take backups in another format')
  const isEverything = schemas.length === 0 && tables.length === 0
  if ((noOwner && noAcl) || !isEverything) return []
  const without = noOwner ? '`no-acl: true`' : noAcl ? '`no-owner: true`' : WITHOUT_ROLES
  return missingRoles(facts, roles, `Set ${without}`)
}

function tablespaceObstacles(missing: readonly string[]): Obstacle[] {
  if (missing.length === 0) return []
  const message = `The backup is plain SQL and needs ${named('tablespace', missing)}, which the target has not or may not use`
  return [obstacle('E_RESTORE', message, 'Make them there, or take backups in another format')]
}
