import { ACTIONS, type SharedInput } from '../definition.ts'

const connecting = ['backup', 'restore', 'copy'] as const
const secret = (name: string) => `\${{ secrets.${name} }}`

/** How a database is reached. */
export const CONNECTION_INPUTS = [
  {
    name: 'database-url',
    kind: 'url',
    secret: true,
    description:
      'The database to back up, as a URL or a libpq keyword string. Left out, it is the one of `heroku-app` or `neon-project`, or the PG* variables (PGHOST, PGUSER, ...) are used.',
    example: secret('DATABASE_URL'),
    actions: ['backup', 'restore'],
    differs: {
      restore: {
        description:
          'The database to restore into, as a URL or a libpq keyword string. Left out, it is the one of `heroku-app`, or the PG* variables (PGHOST, PGUSER, ...) are used.',
      },
    },
  },
  {
    name: 'source-url',
    kind: 'url',
    secret: true,
    description:
      'The database to copy, as a URL or a libpq keyword string. It is only read. Left out, it is the one of `heroku-app` or `neon-project`.',
    example: secret('PRODUCTION_DATABASE_URL'),
    actions: ['copy'],
  },
  {
    name: 'target-url',
    kind: 'url',
    secret: true,
    description: 'The database to copy into, as a URL or a libpq keyword string.',
    example: secret('STAGING_DATABASE_URL'),
    actions: ['copy'],
  },
  {
    name: 'ssl-root-cert',
    kind: 'text',
    description:
      'The CA certificate that the server is checked against: PEM text, a path, or `system`.',
    example: secret('DATABASE_CA'),
    actions: connecting,
    differs: {
      copy: {
        description:
          'The CA certificate that the source is checked against: PEM text, a path, or `system`.',
      },
    },
  },
  {
    name: 'ssl-cert',
    kind: 'text',
    description: 'The client certificate, as PEM text or a path.',
    example: secret('DATABASE_CLIENT_CERT'),
    actions: connecting,
    differs: {
      copy: { description: 'The client certificate for the source, as PEM text or a path.' },
    },
  },
  {
    name: 'ssl-key',
    kind: 'text',
    secret: true,
    description: 'The key of the client certificate, as PEM text or a path.',
    example: secret('DATABASE_CLIENT_KEY'),
    actions: connecting,
  },
  {
    name: 'target-ssl-root-cert',
    kind: 'text',
    description:
      'The CA certificate that the target is checked against: PEM text, a path, or `system`.',
    example: secret('STAGING_CA'),
    actions: ['copy'],
  },
  {
    name: 'target-ssl-cert',
    kind: 'text',
    description: 'The client certificate for the target, as PEM text or a path.',
    example: secret('STAGING_CLIENT_CERT'),
    actions: ['copy'],
  },
  {
    name: 'target-ssl-key',
    kind: 'text',
    secret: true,
    description: 'The key of the client certificate for the target, as PEM text or a path.',
    example: secret('STAGING_CLIENT_KEY'),
    actions: ['copy'],
  },
] as const satisfies readonly SharedInput[]

/** What every action has at the end. */
export const GENERAL_INPUTS = [
  {
    name: 'summary',
    kind: 'boolean',
    default: 'true',
    description: 'Write a summary of the run to its page.',
    example: 'false',
    actions: ACTIONS,
  },
] as const satisfies readonly SharedInput[]
