import type { SharedInput } from '../definition.ts'

/** How long backups are kept. */
export const RETENTION_INPUTS = [
  {
    name: 'keep',
    kind: 'text',
    description:
      'Which backups of the series are kept: how many of the last, and the best proven of so many days, weeks, months and years. All others are removed from every destination after a success. Left out, all are kept.',
    example: 'last=3 daily=7 weekly=4 monthly=12 yearly=2',
    actions: ['backup', 'prune'],
    differs: {
      prune: {
        description:
          'Which backups of a series are kept: how many of the last, and the best proven of so many days, weeks, months and years. All others are removed.',
      },
    },
  },
  {
    name: 'dry-run',
    kind: 'boolean',
    default: 'true',
    description: 'Show what would be removed, and remove nothing.',
    example: 'false',
    actions: ['prune'],
  },
] as const satisfies readonly SharedInput[]

/** What a list is asked for. */
export const LISTING_INPUTS = [
  {
    name: 'max-age',
    kind: 'duration',
    default: 'none',
    description:
      'Fail with E_STALE when the newest good backup of a series is older, or there is none: a number with `s`, `m`, `h` or `d`.',
    example: '26h',
    actions: ['list'],
  },
  {
    name: 'link-lifetime',
    kind: 'duration',
    description:
      'Make links in the output `links` by which anyone can download the newest backups for so long, up to `7d`. Left out, none.',
    example: '1h',
    actions: ['list'],
  },
] as const satisfies readonly SharedInput[]

/** The alarm for a backup that holds much less than the one before. */
export const SHRINK_INPUTS = [
  {
    name: 'shrink-limit',
    kind: 'text',
    default: '50%',
    description:
      'By how much the rows or the size of a backup may fall below those of the one before it. `100%` turns the alarm off.',
    example: '20%',
    actions: ['backup'],
  },
  {
    name: 'on-shrink',
    kind: 'choice',
    default: 'warn',
    choices: ['warn', 'fail'],
    description:
      'What a larger fall does. `fail`: the run fails with E_SHRINK. The backup is kept, nothing is removed by `keep`, and the next backup is compared with the one before the fall again.',
    example: 'fail',
    actions: ['backup'],
  },
] as const satisfies readonly SharedInput[]
