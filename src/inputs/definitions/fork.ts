import type { SharedInput } from '../definition.ts'

const reading = ['backup', 'copy'] as const
const secret = (name: string) => `\${{ secrets.${name} }}`

/** Whether a short-lived fork is read in place of the source, and who makes it. */
export const FORK_INPUTS = [
  {
    name: 'fork',
    kind: 'choice',
    default: 'auto',
    choices: ['auto', 'always', 'never'],
    description:
      'Dump a short-lived fork that the provider makes, and not the database itself. `auto`: where the database is larger than `fork-threshold` and the inputs of a provider are given. The fork is destroyed however the run ends.',
    example: 'always',
    actions: reading,
    differs: {
      copy: {
        description:
          'Copy from a short-lived fork that the provider makes, and not from the database itself. `auto`: where the database is larger than `fork-threshold` and the inputs of a provider are given. The fork is destroyed once its rows are in the target, and however the run ends.',
      },
    },
  },
  {
    name: 'fork-threshold',
    kind: 'size',
    default: '20GB',
    description:
      'The size above which `fork: auto` forks. kB, MB, GB and TB are powers of 1000; KiB, MiB, GiB and TiB of 1024.',
    example: '100GB',
    actions: reading,
  },
  {
    name: 'fork-provider',
    kind: 'choice',
    default: 'auto',
    choices: ['auto', 'heroku', 'neon', 'rds'],
    description: 'Who makes the fork. `auto`: the one whose inputs are given.',
    example: 'heroku',
    actions: reading,
  },
  {
    name: 'fork-plan',
    kind: 'text',
    description:
      "What the fork runs on: a plan of Heroku, an instance class of RDS, or compute units of Neon. Left out, what the source runs on; for Neon, the project's default.",
    example: 'standard-4',
    actions: reading,
  },
  {
    name: 'fork-app',
    kind: 'text',
    description:
      'The Heroku app that the fork is attached to for a while, which restarts it. Left out, the app of the database.',
    example: 'shop-backup',
    actions: reading,
  },
  {
    name: 'fork-timeout',
    kind: 'duration',
    default: '4h',
    description:
      'How long a fork may live, from the request for it to the end of its dump: a number with `s`, `m` or `h`. At most 5h on runners of GitHub, whose jobs end after six hours. A later run removes forks of ours that are older than was allowed to them.',
    example: '90m',
    actions: reading,
    differs: {
      copy: {
        description:
          'How long a fork may live, from the request for it to the last row that is read from it: a number with `s`, `m` or `h`. At most 5h on runners of GitHub, whose jobs end after six hours. A later run removes forks of ours that are older than was allowed to them.',
      },
    },
  },
  {
    name: 'heroku-api-key',
    kind: 'text',
    secret: true,
    description:
      'A token for the API of Heroku. Left out, the variable HEROKU_API_KEY is used if there is one.',
    example: secret('HEROKU_API_KEY'),
    actions: ['backup', 'restore', 'verify', 'copy'],
  },
  {
    name: 'heroku-app',
    kind: 'text',
    description: 'The Heroku app whose database is meant. `database-url` is not needed then.',
    example: 'shop',
    actions: ['backup', 'restore', 'verify', 'copy'],
    differs: {
      restore: {
        description:
          'The Heroku app whose database is restored into. `database-url` is not needed then.',
      },
      verify: { description: 'The Heroku app that `backup: heroku:b001` is of.' },
      copy: {
        description: 'The Heroku app whose database is copied. `source-url` is not needed then.',
      },
    },
  },
  {
    name: 'heroku-database',
    kind: 'text',
    default: 'DATABASE_URL',
    description:
      'Which database of the app: the name of a config variable, an attachment or an add-on.',
    example: 'HEROKU_POSTGRESQL_AMBER_URL',
    actions: ['backup', 'restore', 'copy'],
  },
  {
    name: 'heroku-mtls-cidr',
    kind: 'text',
    description:
      'The addresses that this runner comes from. A fork of a Private or Shield database is then opened to them with mutual TLS. Not needed on a runner inside the network.',
    example: '203.0.113.7/32',
    actions: reading,
  },
  {
    name: 'neon-api-key',
    kind: 'text',
    secret: true,
    description:
      'A key for the API of Neon. Left out, the variable NEON_API_KEY is used if there is one.',
    example: secret('NEON_API_KEY'),
    actions: reading,
  },
  {
    name: 'neon-project',
    kind: 'text',
    description: 'The id of the Neon project whose branch is meant.',
    example: 'late-frost-12345678',
    actions: reading,
  },
  {
    name: 'neon-branch',
    kind: 'text',
    description:
      'The branch, by its id or its name. Left out, the one that `database-url` leads to, or else the default branch of the project.',
    example: 'main',
    actions: reading,
    differs: {
      copy: {
        description:
          'The branch, by its id or its name. Left out, the one that `source-url` leads to, or else the default branch of the project.',
      },
    },
  },
  {
    name: 'rds-instance',
    kind: 'text',
    description:
      "The identifier of the RDS instance that `database-url` leads to. The credentials are those of AWS's own chain.",
    example: 'shop-production',
    actions: reading,
    differs: {
      copy: {
        description:
          "The identifier of the RDS instance that `source-url` leads to. The credentials are those of AWS's own chain.",
      },
    },
  },
  {
    name: 'rds-region',
    kind: 'text',
    description: 'The region of the instance. Left out, the variable AWS_REGION.',
    example: 'eu-central-1',
    actions: reading,
  },
] as const satisfies readonly SharedInput[]
