import type { ActionName, InputDefinition } from '../src/inputs/definition.ts'
import { inputsOf } from '../src/inputs/definitions.ts'
import { OUTPUTS, type OutputDefinition } from '../src/inputs/output-definitions.ts'

/*
 * What is written in more than one place and made from the tables of src/inputs: an action's
 * action.yml, and the tables in its README between `<!-- inputs -->` and `<!-- /inputs -->`.
 */

interface ActionHeader {
  readonly name: string
  readonly description: string
  readonly icon: string
  readonly color: string
  /** The path of dist/ from the action's folder. */
  readonly dist: string
}

const HEADERS: Readonly<Record<ActionName, ActionHeader>> = {
  backup: {
    name: 'PostgreSQL Backup',
    description:
      'Takes a backup of a PostgreSQL database, proves that it can be read back, and keeps it in a bucket, an artifact or a folder.',
    icon: 'database',
    color: 'blue',
    dist: 'dist',
  },
  restore: {
    name: 'PostgreSQL Restore',
    description:
      'Brings a backup of pg-backup-action into a PostgreSQL database, guarded, and proves that every table is whole.',
    icon: 'rotate-ccw',
    color: 'blue',
    dist: '../dist',
  },
  verify: {
    name: 'PostgreSQL Backup Verification',
    description:
      'Proves a backup of pg-backup-action that is kept somewhere, by reading all of it or by restoring it into a throw-away server.',
    icon: 'check-circle',
    color: 'blue',
    dist: '../dist',
  },
  copy: {
    name: 'PostgreSQL Copy',
    description:
      'Copies a PostgreSQL database into another one, in parallel and without a file in between, and proves that they are equal.',
    icon: 'copy',
    color: 'blue',
    dist: '../dist',
  },
  prune: {
    name: 'PostgreSQL Backup Retention',
    description:
      'Removes the backups of pg-backup-action that a retention rule does not keep, and never the last good one.',
    icon: 'scissors',
    color: 'blue',
    dist: '../dist',
  },
  list: {
    name: 'PostgreSQL Backup List',
    description:
      'Shows the backups of pg-backup-action that are kept somewhere, and fails when the newest good one is too old.',
    icon: 'list',
    color: 'blue',
    dist: '../dist',
  },
}

/** The folder of an action, from the project's; the root action has none of its own. */
export function folderOf(action: ActionName): string {
  return action === 'backup' ? '.' : action
}

/** The whole of an action.yml. */
export function actionText(action: ActionName): string {
  const { name, description, icon, color, dist } = HEADERS[action]
  return [
    '# Written by `npm run contract` from src/inputs. Change the tables there.',
    `name: ${quoted(name)}`,
    `description: ${quoted(description)}`,
    'branding:',
    `  icon: ${icon}`,
    `  color: ${color}`,
    'inputs:',
    ...inputsOf(action).flatMap(inputLines),
    'outputs:',
    ...OUTPUTS[action].flatMap((output) => [
      `  ${output.name}:`,
      `    description: ${quoted(output.description)}`,
    ]),
    'runs:',
    '  using: node24',
    `  main: ${dist}/${action}.js`,
    `  post: ${dist}/post.js`,
    '  post-if: always()',
    '',
  ].join('\n')
}

function inputLines(input: InputDefinition): string[] {
  return [
    `  ${input.name}:`,
    `    description: ${quoted(input.description)}`,
    '    required: false',
    ...(input.default === undefined ? [] : [`    default: ${quoted(input.default)}`]),
  ]
}

/** A JSON text is a YAML scalar, whatever is in it. */
function quoted(text: string): string {
  return JSON.stringify(text)
}

/** A README with its tables written anew. */
export function withTables(readme: string, action: ActionName): string {
  const withInputs = replaceBetween(readme, 'inputs', inputTable(inputsOf(action)))
  return replaceBetween(withInputs, 'outputs', outputTable(OUTPUTS[action]))
}

function inputTable(inputs: readonly InputDefinition[]): string[] {
  return [
    '| input | values | default | meaning |',
    '|---|---|---|---|',
    ...inputs.map(
      (input) =>
        `| \`${input.name}\` | ${valuesOf(input)} | ${code(input.default)} | ${cell(input.description)} |`,
    ),
  ]
}

function outputTable(outputs: readonly OutputDefinition[]): string[] {
  return [
    '| output | meaning | example |',
    '|---|---|---|',
    ...outputs.map(
      ({ name, description, example }) =>
        `| \`${name}\` | ${cell(description)} | ${code(example)} |`,
    ),
  ]
}

/** What may be written: the choices where they can be counted, else the kind with an example. */
function valuesOf({ kind, choices, example }: InputDefinition): string {
  if (choices) return choices.map(code).join(', ')
  return kind === 'boolean' ? '`true`, `false`' : `${kind}, as ${code(example)}`
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${cell(text)}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function replaceBetween(text: string, marker: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`The README has no ${start} followed by ${end}.`)
  return `${text.slice(0, from + start.length)}\n${lines.join('\n')}\n${text.slice(to)}`
}
