import type { SharedInput } from '../definition.ts'

const backup = ['backup'] as const

/** Where backups go. */
export const DESTINATION_INPUTS = [
  {
    name: 'destination',
    kind: 'lines',
    default: 'artifact',
    description:
      'Where the backup goes, one a line: `artifact`, `s3://bucket/prefix`, `gs://bucket/prefix`, `az://account/container/prefix`, `file:///path` or a relative path such as `./backups`.',
    example: 's3://my-backups/shop',
    actions: backup,
  },
  {
    name: 'region',
    kind: 'text',
    description:
      'The region that the bucket, or the storage account, must be in. It is checked before the dump.',
    example: 'eu-central-1',
    actions: backup,
  },
  {
    name: 'retention-days',
    kind: 'number',
    description:
      "How long GitHub keeps the artifact, 1 to 400 days. Left out, the repository's own setting.",
    example: '30',
    actions: backup,
  },
] as const satisfies readonly SharedInput[]

/** What is refused unless it is wanted. */
export const ALLOWANCE_INPUTS = [
  {
    name: 'allow-empty',
    kind: 'boolean',
    default: 'false',
    description: 'Accept a backup that holds no tables at all, which is E_EMPTY otherwise.',
    example: 'true',
    actions: backup,
  },
  {
    name: 'allow-public-artifact',
    kind: 'boolean',
    default: 'false',
    description:
      'Accept an artifact that is not encrypted in a public repository, where anyone who is signed in can download it.',
    example: 'true',
    actions: backup,
  },
] as const satisfies readonly SharedInput[]
