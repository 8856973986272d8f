import type { SharedInput } from '../definition.ts'

const reading = { kind: 'text', actions: ['restore', 'verify'] } as const

/** Which backup is meant. */
export const BACKUP_CHOICE_INPUTS = [
  {
    ...reading,
    name: 'source',
    default: 'artifact',
    description:
      'Where the backup lies, as it was given to the backup action as `destination`: `artifact`, `s3://bucket/prefix`, `file:///path` or a relative path such as `./backups`.',
    example: 's3://my-backups/shop',
  },
  {
    kind: 'text',
    name: 'name',
    description:
      'What this series of backups is called; a part of every object name. Left out, the name of the database.',
    example: 'shop-production',
    actions: ['backup', 'restore', 'verify'],
    differs: {
      restore: {
        description:
          'The series to take the newest backup of. Left out, the name of the target database. An id says it by itself.',
      },
      verify: {
        description:
          'The series to take the newest backup of. Needed unless `backup` is an id, which says it by itself.',
      },
    },
  },
  {
    ...reading,
    name: 'backup',
    default: 'latest',
    description:
      'Which backup: its id, `latest`, or `latest-verified`, the newest that was proven by restoring it.',
    example: 'shop-20260901T030000Z-k3x9qa',
  },
  {
    name: 'run-id',
    kind: 'number',
    description:
      'The workflow run whose artifacts are searched. Left out, this one. Another run needs `github-token`.',
    example: '17290123456',
    actions: ['restore', 'verify'],
  },
  {
    ...reading,
    name: 'github-token',
    secret: true,
    description: "A token with `actions: read`, for another run's artifacts.",
    example: '${{ github.token }}',
  },
] as const satisfies readonly SharedInput[]
