import { printable, UserError } from '../errors.ts'
import type { Environment } from '../host/host.ts'
import { passwordsIn } from '../host/secrets.ts'
import { ACTIONS, type ActionName, type InputDefinition } from './definition.ts'
import { INPUTS, inputsOf } from './definitions.ts'
import { nearest } from './nearest.ts'
import { didYouMean } from './parse.ts'

/** What `pg-backup` was asked for. */
export type CommandLine =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: ActionName | undefined }
  | {
      readonly kind: 'run'
      readonly command: ActionName
      /** Flags win over the environment. */
      readonly inputs: ReadonlyMap<string, string>
      /** The names that were given as flags, which other users of the machine can see. */
      readonly flags: ReadonlySet<string>
    }

/**
 * Reads the arguments of `pg-backup`, without the program's own name.
 *
 * @throws UserError `E_INPUT`
 */
export function parseCommandLine(args: readonly string[], environment: Environment): CommandLine {
  const [first, ...rest] = args
  if (first === '--version' || first === '-V') return { kind: 'version' }
  if (first === undefined || isHelp(first)) return { kind: 'help', command: undefined }
  const command = parseCommand(first)
  if (rest.some(isHelp)) return { kind: 'help', command }
  const definitions = new Map(inputsOf(command).map((input) => [input.name, input]))
  const flags = parseFlags(rest, definitions)
  refuseMisspelled(environment)
  const inputs = new Map([...environmentInputs(environment, definitions), ...flags])
  return { kind: 'run', command, inputs, flags: new Set(flags.keys()) }
}

const PREFIX = 'PG_BACKUP_'

/** The variable that an input is read from: `PG_BACKUP_DATABASE_URL`. */
export function variableOf(input: string): string {
  return `${PREFIX}${input.replaceAll('-', '_').toUpperCase()}`
}

/**
 * What a flag shows to everyone, since a program's arguments can be seen by all users of the
 * machine; undefined: nothing, as the path of a key does.
 *
 * @param name of an input that holds a secret
 */
export function secretIn(name: string, value: string): string | undefined {
  if (name.endsWith('-url')) return passwordsIn(value).length > 0 ? 'password' : undefined
  if (name.endsWith('ssl-key')) return value.includes('-----BEGIN') ? 'key' : undefined
  if (name === 'decrypt-identity') return value.includes('AGE-SECRET-KEY-') ? 'key' : undefined
  if (name.endsWith('-passphrase')) return value === 'none' ? undefined : 'passphrase'
  return 'token'
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}

function parseCommand(text: string): ActionName {
  const command = ACTIONS.find((action) => action === text)
  if (command) return command
  const commands = `The commands are: ${ACTIONS.join(', ')}.`
  const what = text.startsWith('-') ? 'A command comes first' : `There is no command "${text}"`
  throw new UserError('E_INPUT', `${what}.${didYouMean(text, ACTIONS)}`, commands)
}

/** All inputs that the environment has. */
function environmentInputs(environment: Environment, definitions: Definitions) {
  return [...definitions.keys()].flatMap((name): [string, string][] => {
    const value = environment[variableOf(name)]
    return value === undefined ? [] : [[name, value]]
  })
}

/**
 * A variable that does nothing may have been meant to protect something. Those of other commands
 * are let through, since all commands may share one environment, and so is what resembles none.
 */
function refuseMisspelled(environment: Environment): void {
  const names = INPUTS.map(({ name }) => name)
  for (const variable of Object.keys(environment).filter((one) => one.startsWith(PREFIX))) {
    const meant = nearest(variable.slice(PREFIX.length).replaceAll('_', '-'), names)
    if (meant === undefined || variableOf(meant) === variable) continue
    const next = `Did you mean ${variableOf(meant)}? Else give it another prefix.`
    throw new UserError('E_INPUT', `No input is read from ${printable(variable)}.`, next)
  }
}

/** The inputs of a command, by name. */
type Definitions = ReadonlyMap<string, InputDefinition>

function parseFlags(args: readonly string[], definitions: Definitions): Map<string, string> {
  const values = new Map<string, string>()
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    const flag = splitFlag(argument)
    const { definition, negated } = findDefinition(flag.name, definitions)
    let value = negated ? negatedValue(flag) : flag.value
    if (value === undefined) {
      value = valueAfter(args[index + 1], definition)
      if (value === undefined) value = 'true'
      else index++
    }
    addValue(values, definition, value)
  }
  return values
}

function splitFlag(argument: string): { name: string; value: string | undefined } {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
  // The text itself is not shown: it may be a URL whose flag was forgotten.
  if (name === undefined) {
    throw new UserError(
      'E_INPUT',
      argument.startsWith('-')
        ? 'There are no one-letter options.'
        : 'There is a value without a flag.',
      'Write --name value or --name=value; see --help.',
    )
  }
  return { name, value }
}

/** `--globals`; for a boolean also `--no-globals`, unless an input has that very name. */
function findDefinition(name: string, definitions: Definitions) {
  const definition = definitions.get(name)
  if (definition) return { definition, negated: false }
  const positive = definitions.get(name.replace(/^no-/, ''))
  if (name.startsWith('no-') && positive?.kind === 'boolean') {
    return { definition: positive, negated: true }
  }
  const shown = /^[a-z0-9-]{1,40}$/i.test(name) ? ` --${name}` : ''
  const hint = didYouMean(name, [...definitions.keys()]).replace('mean ', 'mean --')
  throw new UserError('E_INPUT', `There is no flag${shown}.${hint}`, 'See --help for all.')
}

function negatedValue({ name, value }: { name: string; value: string | undefined }): string {
  if (value === undefined) return 'false'
  throw new UserError('E_INPUT', `--${name} takes no value.`)
}

/** The argument after a flag, if it is its value. A boolean needs none. */
function valueAfter(next: string | undefined, { name, kind }: InputDefinition): string | undefined {
  if (kind === 'boolean') return /^(true|false)$/i.test(next ?? '') ? next : undefined
  if (next !== undefined && !next.startsWith('-')) return next
  throw new UserError(
    'E_INPUT',
    `--${name} needs a value.`,
    `Write --${name}=VALUE where the value begins with a dash.`,
  )
}

/** A list may be given as several flags, each with a line of it. */
function addValue(values: Map<string, string>, { name, kind }: InputDefinition, value: string) {
  const earlier = values.get(name)
  if (earlier !== undefined && kind !== 'lines') {
    throw new UserError('E_INPUT', `--${name} is given twice.`)
  }
  values.set(name, earlier === undefined ? value : `${earlier}\n${value}`)
}
