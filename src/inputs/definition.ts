/** The actions that exist. Each has a command of the same name on the command line. */
export const ACTIONS = ['backup', 'restore', 'verify', 'copy', 'prune', 'list'] as const
export type ActionName = (typeof ACTIONS)[number]

/** How an input is written. The loader decides what it means, this is for the documentation. */
export type InputKind =
  | 'boolean'
  | 'choice'
  | 'duration'
  | 'lines'
  | 'number'
  | 'rate'
  | 'size'
  | 'text'
  | 'url'

/** What is said of an input where it is documented. */
interface InputText {
  /** What is meant when it is left out; undefined: nothing. */
  readonly default?: string
  readonly choices?: readonly string[]
  /** One or two sentences. */
  readonly description: string
  readonly example: string
}

/** One input of one action. Loader, action.yml, README and `--help` are all made from this. */
export interface InputDefinition extends InputText {
  readonly name: string
  readonly kind: InputKind
  /** Never shown, and taken out of the environment that child processes inherit. */
  readonly secret?: true
}

/** An input of one or several actions. A name means one thing everywhere. */
export interface SharedInput extends InputDefinition {
  readonly actions: readonly ActionName[]
  /** Where an action offers less or more of it, or has to say it in other words. */
  readonly differs?: Readonly<Partial<Record<ActionName, Partial<InputText>>>>
}
