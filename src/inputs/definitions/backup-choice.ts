import type { SharedInput } from '../definition.ts'

const reading = { kind: 'text', actions: ['restore', 'verify'] } as const

const PLACES =
  'as it was given to the backup action as `destination`: `artifact`, `s3://bucket/prefix`, `gs://bucket/prefix`, `az://account/container/prefix`, `file:///path` or a relative path such as `./backups`.'

/** Which backup is meant. */
export const BACKUP_CHOICE_INPUTS = [
  {
    name: 'source',
    kind: 'text',
    default: 'artifact',
    description: `Where the backup lies, ${PLACES}`,
    example: 's3://my-backups/shop',
    actions: ['restore', 'verify', 'prune', 'list'],
    differs: {
      prune: { description: `Where the backups lie, ${PLACES}` },
      list: { description: `Where the backups lie, ${PLACES}` },
    },
  },
  {
    kind: 'text',
    name: 'name',
    description:
      'What this series of backups is called; a part of every object name. Left out, the name of the database.',
    example: 'shop-production',
    actions: ['backup', 'restore', 'verify', 'prune', 'list'],
    differs: {
      prune: {
        default: '*',
        description: 'The series to prune. `*` is every series at `source`, each by itself.',
      },
      list: { default: '*', description: 'The series to list. `*` is all at `source`.' },
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
      "Which backup: its id, `latest`, or `latest-verified`, the newest that was proven by restoring it. `heroku:b001` is one of Heroku's own PGBackups of `heroku-app`, `heroku:shop::b001` of another app.",
    example: 'shop-20260901T030000Z-k3x9qa',
  },
  {
    name: 'run-id',
    kind: 'number',
    description:
      'The workflow run whose artifacts are searched; needs `github-token`. Left out, all runs of the repository where `github-token` is set, else this run.',
    example: '17290123456',
    actions: ['restore', 'verify'],
  },
  {
    name: 'github-token',
    kind: 'text',
    secret: true,
    description: "A token with `actions: read`, for other runs' artifacts.",
    example: '${{ github.token }}',
    actions: ['backup', 'restore', 'verify', 'prune', 'list'],
    differs: {
      backup: {
        description:
          'A token with `actions: write`, by which `keep` removes the artifacts of other runs; with `actions: read` they are only compared with.',
      },
      prune: { description: 'A token with `actions: write`. Needed for artifacts.' },
      list: {
        description:
          'A token with `actions: read`. With it the artifacts of all runs are listed, else those of this run.',
      },
    },
  },
] as const satisfies readonly SharedInput[]
