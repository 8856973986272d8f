import type { ActionName } from './definition.ts'

/** One output of one action. action.yml and the README are made from this. */
export interface OutputDefinition {
  readonly name: string
  readonly description: string
  readonly example: string
}

const BACKUP_ID = {
  name: 'backup-id',
  description: 'The id of the backup, a part of every object name.',
  example: 'shop-20260901T030000Z-k3x9qa',
}
const DURATION = {
  name: 'duration-seconds',
  description: 'How long the run took. Set after a failure too.',
  example: '7.412',
}
const SAFETY_BACKUP = {
  name: 'safety-backup-id',
  description: 'The id of the backup that was taken of the target first. Set after a failure too.',
  example: 'shop-safety-20260902T091500Z-p7w2ma',
}
const PREVIOUS_DATABASE = {
  name: 'previous-database',
  description: 'What the old database is called now, after `mode: swap`.',
  example: 'shop_old_k3x9qa',
}

const FORK_NAME = {
  name: 'fork-name',
  description: 'The name that the fork had; it is gone. Empty where there was none.',
  example: 'pg-backup-fork-1234567890-1-4h-k3x9qa2b',
}

const BACKUP: readonly OutputDefinition[] = [
  BACKUP_ID,
  {
    name: 'location',
    description: 'Where the archive lies, at the first destination.',
    example: 's3://my-backups/shop/shop/shop-20260901T030000Z-k3x9qa.dump',
  },
  {
    name: 'locations',
    description: 'Where the archive lies, at every destination (JSON list).',
    example: '["s3://..."]',
  },
  {
    name: 'manifest',
    description: 'The manifest that lies beside the archive (JSON).',
    example: '{"manifestVersion":1,...}',
  },
  {
    name: 'size-bytes',
    description: 'The size of the backup, without its manifest.',
    example: '458227712',
  },
  {
    name: 'database-size-bytes',
    description: 'The size of the database on the server.',
    example: '1664299008',
  },
  {
    name: 'sha256',
    description:
      'The SHA-256 of the archive; for the directory format, of what `sha256sum` prints of its files.',
    example: '9f86d081884c7d65...',
  },
  DURATION,
  { name: 'server-version', description: 'The version of the server.', example: '17.11' },
  { name: 'client-version', description: 'The version of pg_dump.', example: '17.11' },
  {
    name: 'tables',
    description: 'The tables with data in the archive; empty with `verify: none`.',
    example: '42',
  },
  {
    name: 'rows',
    description: 'The rows counted in the archive; empty with `verify: none`.',
    example: '5310022',
  },
  {
    name: 'verified',
    description: 'How the backup was proven: `none`, `archive` or `restore`.',
    example: 'archive',
  },
  {
    name: 'forked',
    description: 'Whether a fork was dumped in place of the database.',
    example: 'true',
  },
  FORK_NAME,
  {
    name: 'artifact-id',
    description: 'The id of the artifact, if it went to one.',
    example: '1234567890',
  },
  {
    name: 'artifact-url',
    description: 'The address of the artifact, if it went to one.',
    example: 'https://github.com/org/repo/actions/runs/1/artifacts/2',
  },
  {
    name: 'pruned',
    description: 'What `keep` removed at each destination (JSON list).',
    example: '[{"location":"s3://my-backups/shop","removed":["shop-20260701T030000Z-p7w2ma"]}]',
  },
]

const RESTORE: readonly OutputDefinition[] = [
  BACKUP_ID,
  { name: 'rows', description: 'The rows that were restored.', example: '5310022' },
  { name: 'tables', description: 'The tables that were restored.', example: '42' },
  {
    name: 'verified',
    description: 'How the result was proven: `rows` or `none`.',
    example: 'rows',
  },
  PREVIOUS_DATABASE,
  SAFETY_BACKUP,
  DURATION,
]

const VERIFY: readonly OutputDefinition[] = [
  BACKUP_ID,
  {
    name: 'verified',
    description: 'How the backup was proven: `archive` or `restore`.',
    example: 'restore',
  },
  { name: 'rows', description: 'The rows that were counted.', example: '5310022' },
  DURATION,
]

const COPY: readonly OutputDefinition[] = [
  { name: 'rows', description: 'The rows that were copied.', example: '5310022' },
  { name: 'tables', description: 'The tables that were copied.', example: '42' },
  { name: 'bytes', description: 'The bytes of the rows that were copied.', example: '1254402048' },
  {
    name: 'verified',
    description: 'How the result was proven: `rows` or `none`.',
    example: 'rows',
  },
  {
    name: 'forked',
    description: 'Whether a fork was copied in place of the database.',
    example: 'true',
  },
  FORK_NAME,
  PREVIOUS_DATABASE,
  SAFETY_BACKUP,
  DURATION,
  {
    name: 'phases',
    description: 'When each phase began and how long it took, in seconds (JSON list).',
    example: '[{"name":"data","start":0.9,"seconds":12.4}]',
  },
]

const PRUNE: readonly OutputDefinition[] = [
  {
    name: 'kept',
    description: 'The backups that are kept, and by which rules (JSON list).',
    example: '[{"id":"shop-20260901T030000Z-k3x9qa","because":["last","daily"]}]',
  },
  {
    name: 'removed',
    description:
      'The backups that were removed, or with `dry-run` would be (JSON list). Set after a failure too.',
    example: '[{"id":"shop-20260701T030000Z-p7w2ma","because":"no rule keeps it"}]',
  },
  DURATION,
]

const LIST: readonly OutputDefinition[] = [
  {
    name: 'backups',
    description:
      'The backups, the newest first (JSON list, fit for the matrix of a job). It ends at 400,000 characters; `count` is of all.',
    example: '[{"id":"shop-20260901T030000Z-k3x9qa","name":"shop","verified":"archive"}]',
  },
  {
    name: 'latest',
    description: 'The id of the newest good backup.',
    example: 'shop-20260901T030000Z-k3x9qa',
  },
  {
    name: 'latest-verified',
    description: 'The id of the newest backup that was proven by restoring it.',
    example: 'shop-20260830T030000Z-x2m8vd',
  },
  { name: 'count', description: 'How many good backups there are.', example: '26' },
  {
    name: 'total-size-bytes',
    description: 'The size of all good backups, without their manifests.',
    example: '11913920512',
  },
  {
    name: 'latest-age-seconds',
    description: 'How old the newest good backup is.',
    example: '43200',
  },
  {
    name: 'latest-verified-age-seconds',
    description: 'How old the newest backup is that was proven by restoring it.',
    example: '216000',
  },
  {
    name: 'links',
    description:
      'Links to download the newest backups, by id and path (JSON). Each is a credential. Empty without `link-lifetime`.',
    example: '{"shop-20260901T030000Z-k3x9qa":{"shop-20260901T030000Z-k3x9qa.dump":"https://..."}}',
  },
  DURATION,
]

/** The outputs of one action, in the order of the documentation. */
export const OUTPUTS: Readonly<Record<ActionName, readonly OutputDefinition[]>> = {
  backup: BACKUP,
  restore: RESTORE,
  verify: VERIFY,
  copy: COPY,
  prune: PRUNE,
  list: LIST,
}
