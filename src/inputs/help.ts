import { TOOL } from '../tool.ts'
import { variableOf } from './command-line.ts'
import { ACTIONS, type ActionName, type InputDefinition } from './definition.ts'
import { inputsOf } from './definitions.ts'

const SUMMARY: Readonly<Record<ActionName, string>> = {
  backup: 'Take a backup, prove it, and put it where it is kept.',
  restore: 'Bring a backup into a database, and prove that it is whole.',
  verify: 'Prove a backup that is kept somewhere.',
  copy: 'Copy a database into another, and prove that they are equal.',
  prune: 'Remove the backups that a retention rule does not keep.',
  list: 'Show the backups that are kept somewhere, and how old the newest is.',
}

const WIDTH = 88

/** The text of `--help`, for one command or for all. */
export function helpText(command: ActionName | undefined): string {
  return command === undefined ? overview() : commandHelp(command)
}

function overview(): string {
  return [
    `pg-backup ${TOOL.version}: logical backups of PostgreSQL`,
    '',
    'Usage: pg-backup COMMAND [--name value ...]',
    '',
    ...ACTIONS.map((action) => `  ${action.padEnd(10)}${SUMMARY[action]}`),
    '',
    'pg-backup COMMAND --help lists its flags. pg-backup --version prints the version.',
  ].join('\n')
}

function commandHelp(command: ActionName): string {
  const inputs = inputsOf(command)
  const secret = inputs.find((input) => input.secret)?.name ?? ''
  return [
    SUMMARY[command],
    '',
    `Usage: pg-backup ${command} [--name value ...]`,
    '',
    `Every flag may be given as a variable instead, ${variableOf(secret)} for example: a`,
    "secret belongs there, since a program's arguments can be seen by all users of the machine.",
    'Lists take one entry a line, or the flag several times. PG_BACKUP_DEBUG=1 tells more.',
    '',
    ...inputs.flatMap(flagHelp),
  ].join('\n')
}

function flagHelp(input: InputDefinition): string[] {
  const { name, kind, choices, description } = input
  const value = choices?.join('|') ?? (kind === 'boolean' ? 'true|false' : kind.toUpperCase())
  const fallback = input.default === undefined ? '' : ` (${input.default})`
  return [`  --${name} ${value}${fallback}`, ...wrap(description).map((line) => `      ${line}`)]
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}
