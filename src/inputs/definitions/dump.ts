import type { SharedInput } from '../definition.ts'

const backup = ['backup'] as const

/** What the archive looks like. */
export const ARCHIVE_INPUTS = [
  {
    name: 'format',
    kind: 'choice',
    default: 'custom',
    choices: ['custom', 'directory', 'tar', 'plain'],
    description: "The format of the archive, as pg_dump's `--format`.",
    example: 'directory',
    actions: backup,
  },
  {
    name: 'compression',
    kind: 'text',
    default: 'auto',
    description:
      '`none`, `gzip[:1-9]`, `lz4[:1-12]` or `zstd[:1-22]`. `auto` is zstd:1 where the client has it (16 and later), else gzip:1. `tar` is never compressed, and `plain` not with lz4.',
    example: 'zstd:3',
    actions: backup,
  },
  {
    name: 'jobs',
    kind: 'number',
    default: 'auto',
    description:
      'How many tables are dumped at once, `auto` or 1 to 64. More than one needs `format: directory`, where `auto` is as many as the runner has cores, up to 8.',
    example: '4',
    actions: ['backup', 'restore', 'copy'],
    differs: {
      restore: {
        description:
          'How many tables and indexes are worked on at once, 1 to 64. `auto`: as many as the runner has cores, up to 8, and no more than the server has connections for.',
      },
      copy: {
        description:
          'How many tables and indexes are worked on at once, 1 to 64. `auto`: as many as the runner has cores, up to 8, and no more than the servers have connections for.',
      },
    },
  },
] as const satisfies readonly SharedInput[]

/** How pg_dump does its work. */
export const DUMP_INPUTS = [
  {
    name: 'quote-all-identifiers',
    kind: 'boolean',
    default: 'true',
    description:
      'Quote every name, so that another major version with other reserved words can restore the backup.',
    example: 'false',
    actions: backup,
  },
  {
    name: 'globals',
    kind: 'boolean',
    default: 'false',
    description: 'Take roles and tablespaces too, without passwords.',
    example: 'true',
    actions: backup,
  },
  {
    name: 'pg-dump-args',
    kind: 'lines',
    description:
      'Further arguments for pg_dump, one a line. Those that would move the output, change the connection or carry a password are refused.',
    example: '--no-comments',
    actions: backup,
  },
  {
    name: 'lock-timeout',
    kind: 'duration',
    default: '60s',
    description:
      'How long to wait for a table that another session has locked: a number with `s`, `m` or `h`.',
    example: '5m',
    actions: ['backup', 'copy'],
  },
  {
    name: 'rate-limit',
    kind: 'rate',
    description:
      'A ceiling on what is read from the server, for example `20MB/s`. kB, MB and GB are powers of 1000; KiB, MiB and GiB of 1024. Left out, none. Not with `format: directory` or `verify: none`.',
    example: '20MB/s',
    actions: backup,
  },
] as const satisfies readonly SharedInput[]

/** How an archive is loaded. */
export const LOAD_INPUTS = [
  {
    name: 'role',
    kind: 'text',
    description: 'The role that is to own everything: SET ROLE is done before the restore.',
    example: 'shop_owner',
    actions: ['restore'],
  },
  {
    name: 'analyze',
    kind: 'boolean',
    default: 'true',
    description: 'Gather statistics afterwards, without which queries may be slow at first.',
    example: 'false',
    actions: ['restore'],
  },
] as const satisfies readonly SharedInput[]
