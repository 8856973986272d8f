/** The actions that exist. Each has a command of the same name on the command line. */
export const ACTIONS = ['backup'] as const
export type ActionName = (typeof ACTIONS)[number]

/** How an input is written. The loader decides what it means, this is for the documentation. */
export type InputKind =
  | 'boolean'
  | 'choice'
  | 'duration'
  | 'lines'
  | 'number'
  | 'rate'
  | 'text'
  | 'url'

/** One input. The loader, action.yml, the README and `--help` are all made from this. */
export interface InputDefinition {
  readonly name: string
  readonly kind: InputKind
  /** What is meant when it is left out; undefined: nothing. */
  readonly default?: string
  readonly choices?: readonly string[]
  /** Never shown, and taken out of the environment that child processes inherit. */
  readonly secret?: true
  /** One or two sentences. */
  readonly description: string
  readonly example: string
  readonly actions: readonly ActionName[]
}
