/** One output of the action. action.yml and the README are made from this. */
export interface OutputDefinition {
  readonly name: string
  readonly description: string
  readonly example: string
}

export const OUTPUTS = [
  {
    name: 'backup-id',
    description: 'The id of the backup, a part of every object name.',
    example: 'shop-20260901T030000Z-k3x9qa',
  },
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
  {
    name: 'duration-seconds',
    description: 'How long the run took. Set after a failure too.',
    example: '7.412',
  },
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
    description: 'How the backup was proven: `none` or `archive`.',
    example: 'archive',
  },
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
] as const satisfies readonly OutputDefinition[]

export type OutputName = (typeof OUTPUTS)[number]['name']
