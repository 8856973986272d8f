import type { SharedInput } from '../definition.ts'

/** How the result is proven. */
export const PROOF_INPUTS = [
  {
    name: 'level',
    kind: 'choice',
    default: 'archive',
    choices: ['archive', 'restore'],
    description:
      'How the backup is proven. `archive`: every byte is read again, compared with its SHA-256 and decoded. `restore`: it is restored into a server that is made for it and then thrown away, and every table is compared.',
    example: 'restore',
    actions: ['verify'],
  },
  {
    name: 'verify',
    kind: 'choice',
    default: 'archive',
    choices: ['none', 'archive', 'restore'],
    description:
      'How the backup is proven before the run is called a success. `archive`: pg_restore reads all of it back while it is written, and the rows of every table are counted. `restore`: it is also restored whole into a server that is started for it on the runner, and every table is compared.',
    example: 'restore',
    actions: ['backup', 'restore', 'copy'],
    differs: {
      restore: {
        default: 'rows',
        choices: ['rows', 'none'],
        description:
          'How the result is proven. `rows`: the rows of every table are counted and compared with the backup.',
      },
      copy: {
        default: 'rows',
        choices: ['rows', 'none'],
        description:
          'How the result is proven. `rows`: the rows of every table are counted and compared with the source.',
      },
    },
  },
  {
    name: 'verify-sql',
    kind: 'lines',
    description: 'SQL, one statement a line. Each must give true in the restored database.',
    example: 'select count(*) > 1000 from orders',
    actions: ['backup', 'restore', 'verify'],
    differs: {
      backup: {
        description:
          'SQL, one statement a line. Each must give true in the restored database. Needs `verify: restore`.',
      },
      verify: {
        description:
          'SQL, one statement a line. Each must give true in the restored database. Needs `level: restore`.',
      },
    },
  },
  {
    name: 'scratch-url',
    kind: 'url',
    secret: true,
    description:
      'A database server to restore into, as a URL or a libpq keyword string. A database is made there and removed again. Left out, a server is started on the runner. Needs `level: restore`.',
    example: '${{ secrets.SCRATCH_URL }}',
    actions: ['verify'],
  },
] as const satisfies readonly SharedInput[]
