import type { SharedInput } from '../definition.ts'

const lines = { kind: 'lines', actions: ['backup', 'copy'] } as const

/** What of a database is meant. */
export const SELECTION_INPUTS = [
  {
    ...lines,
    name: 'schemas',
    description: 'The schemas to take, one pg_dump pattern a line. Left out, all.',
    example: 'public',
    actions: ['backup', 'restore', 'copy'],
    differs: {
      restore: { description: 'The schemas to restore, one pattern a line. Left out, all.' },
    },
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
    actions: ['backup', 'restore', 'copy'],
    differs: {
      restore: {
        description:
          'The tables to restore, one pattern a line, with what belongs to them. Left out, all.',
      },
    },
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
] as const satisfies readonly SharedInput[]

const on = { kind: 'boolean', default: 'true', example: 'false' } as const

/** Whose the objects are, and who may use them. */
export const OWNERSHIP_INPUTS = [
  {
    ...on,
    name: 'no-owner',
    description: 'Leave out who owns what, so that any role can restore the backup.',
    actions: ['backup', 'restore', 'copy'],
    differs: {
      restore: { description: 'Leave out who owned what: all belongs to the role that restores.' },
      copy: { description: 'Leave out who owns what: all belongs to the role that copies.' },
    },
  },
  {
    ...on,
    name: 'no-acl',
    description: 'Leave out access rights (GRANT and REVOKE).',
    actions: ['backup', 'restore', 'copy'],
  },
] as const satisfies readonly SharedInput[]
