import type { SharedInput } from '../definition.ts'

const replacing = ['restore', 'copy'] as const

/** What may become of the database that is written to. */
export const TARGET_INPUTS = [
  {
    name: 'mode',
    kind: 'choice',
    default: 'into-empty',
    choices: ['into-empty', 'clean', 'swap'],
    description:
      'What happens to what is in the target. `into-empty` refuses a target that has anything in it. `clean` removes everything first. `swap` fills a new database beside it, checks it, and puts it in the place of the old one, which is kept under another name.',
    example: 'swap',
    actions: replacing,
  },
  {
    name: 'confirm',
    kind: 'text',
    description:
      'The name of the target database, typed by whoever wants it replaced. Needed for `mode: clean` and `mode: swap`.',
    example: 'shop',
    actions: replacing,
  },
  {
    name: 'safety-backup',
    kind: 'text',
    default: 'none',
    description:
      'A destination to which the target is backed up before a `clean` or `swap`, or `none`.',
    example: 's3://my-backups/safety',
    actions: replacing,
  },
] as const satisfies readonly SharedInput[]
