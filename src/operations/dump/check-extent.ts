import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { BackupInputs } from '../../inputs/backup.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { comparisonLines, shrinkText } from '../../report/shrink-lines.ts'
import type { BackupRecord } from '../records/record.ts'
import { compareWithPrevious } from './compare-previous.ts'

interface Run {
  readonly host: Host
  readonly inputs: BackupInputs
  readonly record: BackupRecord
}

/**
 * Raises the alarm where a backup holds much less than the one before it. It is as good as any: it
 * is kept, and with `on-shrink: fail` its manifest says so, for retention and for the next run.
 *
 * @returns the manifest to be stored
 */
export async function checkExtent(
  { host, inputs, record }: Run,
  manifest: Manifest,
): Promise<Manifest> {
  if (inputs.shrinkLimit === 1) return manifest
  const comparison = await record.phase('compare', 'Compare with the backup before', () =>
    compareWithPrevious(host, inputs, record, manifest),
  )
  if (comparison === undefined) return manifest
  record.comparison = comparison
  for (const line of comparisonLines(comparison)) host.log.info(line)
  if (comparison.falls.length === 0) return manifest
  if (inputs.onShrink === 'fail') return { ...manifest, shrunkFrom: comparison.previous }
  record.warn(shrinkText(comparison, inputs.shrinkLimit))
  return manifest
}

/** What a run fails with whose backup has shrunk; undefined: it has not, or that is a warning. */
export function shrinkFailure(
  { onShrink, shrinkLimit }: Pick<BackupInputs, 'onShrink' | 'shrinkLimit'>,
  { comparison, locations }: BackupRecord,
): UserError | undefined {
  if (onShrink !== 'fail' || comparison === null || comparison.falls.length === 0) return undefined
  return new UserError(
    'E_SHRINK',
    shrinkText(comparison, shrinkLimit),
    `The backup is kept at ${locations.join(' and ')}, and no other was removed. If it is right so, run once with on-shrink: warn.`,
  )
}
