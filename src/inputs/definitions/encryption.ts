import type { SharedInput } from '../definition.ts'

/** What each of them writes: a backup, or the safety backup of a target. */
const writing = ['backup', 'restore', 'copy'] as const
const reading = { kind: 'text', secret: true, actions: ['restore', 'verify'] } as const

const SAFETY_RECIPIENTS = {
  description:
    'The age recipients that the safety backup is encrypted to, one a line. Any one of their identities opens it. `none`: it is not encrypted.',
}
const SAFETY_PASSPHRASE = {
  description:
    'A passphrase that the safety backup is encrypted with, instead of `encrypt-to`. `none`: it is not.',
}

/** Who may read a backup. */
export const ENCRYPTION_INPUTS = [
  {
    name: 'encrypt-to',
    kind: 'lines',
    default: 'none',
    description:
      'The age recipients that the backup is encrypted to, one a line. Any one of their identities opens it. `none`: it is not encrypted.',
    example: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
    actions: writing,
    differs: { restore: SAFETY_RECIPIENTS, copy: SAFETY_RECIPIENTS },
  },
  {
    name: 'encrypt-passphrase',
    kind: 'text',
    default: 'none',
    secret: true,
    description:
      'A passphrase that the backup is encrypted with, instead of `encrypt-to`. `none`: it is not.',
    example: '${{ secrets.BACKUP_PASSPHRASE }}',
    actions: writing,
    differs: { restore: SAFETY_PASSPHRASE, copy: SAFETY_PASSPHRASE },
  },
  {
    name: 'manifest-detail',
    kind: 'choice',
    choices: ['full', 'sealed'],
    description:
      "What the manifest beside the archive says in the clear. `full`: the rows of every table, and the extensions. `sealed`: of these only how many there are; the rest is encrypted as the archive is, and restore and verify read it with its key. Left out, `sealed` for an encrypted backup and `full` for another. It goes for the run's summary too.",
    example: 'full',
    actions: ['backup'],
  },
] as const satisfies readonly SharedInput[]

/** What opens an encrypted backup. */
export const DECRYPTION_INPUTS = [
  {
    ...reading,
    name: 'decrypt-identity',
    description:
      'The age identity (`AGE-SECRET-KEY-...`) that opens an encrypted backup, or the path of an identity file.',
    example: '${{ secrets.BACKUP_IDENTITY }}',
  },
  {
    ...reading,
    name: 'decrypt-passphrase',
    description: 'The passphrase that opens a backup that was encrypted with one.',
    example: '${{ secrets.BACKUP_PASSPHRASE }}',
  },
] as const satisfies readonly SharedInput[]
