import { firstOf, UserError } from '../../errors.ts'
import type { DumpedArchive } from '../../manifest/describe.ts'
import type { BackupPlan } from '../../plan/backup.ts'

/**
 * Compares the tables that were read back with those the plan expected.
 *
 * @returns a warning where some are missing: dropped in between, or left out by pg-dump-args
 * @throws UserError `E_EMPTY` where none of them is in the archive
 */
export function checkTables(plan: BackupPlan, archive: DumpedArchive): string[] {
  if (!plan.readBack || !plan.expectsTables) return []
  const found = new Set(archive.tables.map(({ schema, name }) => JSON.stringify([schema, name])))
  const missing = plan.tables.filter(({ countedAs: { schema, name } }) => {
    return !found.has(JSON.stringify([schema, name]))
  })
  if (missing.length === 0) return []
  if (found.size === 0) {
    throw new UserError(
      'E_EMPTY',
      `The dump holds none of the ${plan.tables.length} tables it should hold.`,
      'Check schemas, tables and pg-dump-args, or set allow-empty: true.',
    )
  }
  const names = firstOf(missing.map(({ schema, name }) => `${schema}.${name}`))
  return [`Not in the dump although the server lists them: ${names}.`]
}
