import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { passwordsIn } from '../host/secrets.ts'
import type { ActionName, InputDefinition } from './definition.ts'
import { type InputName, inputsOf } from './definitions.ts'
import { didYouMean, InputProblem, parseBoolean, parseChoice, parseLines } from './parse.ts'

/** A URL of PostgreSQL, or the first keyword of libpq that people write. SQL does not begin so. */
const CONNECTION = /^(?:postgres(?:ql)?:|(?:host|hostaddr|port|dbname|user|password)\s*=)/i

/**
 * Reads the inputs of one action. Problems are collected, so that a user with three mistakes gets
 * to know all three at once and not one a run: `finish` throws them.
 */
export class InputReader {
  readonly #host: Host
  readonly #definitions: ReadonlyMap<string, InputDefinition>
  readonly #problems: string[] = []

  constructor(host: Host, action: ActionName) {
    this.#host = host
    this.#definitions = new Map(inputsOf(action).map((input) => [input.name, input]))
    for (const name of host.givenInputs) this.#checkGiven(name)
  }

  /** The text, or the default's; undefined if there is neither. An empty text is none. */
  text(name: InputName): string | undefined {
    return this.#host.input(name) || this.defaultOf(name)
  }

  /** Whether the action has such an input. */
  has(name: InputName): boolean {
    return this.#definitions.has(name)
  }

  defaultOf(name: InputName): string | undefined {
    return this.#definitions.get(name)?.default
  }

  /**
   * The value of an input that has a default. After a problem the result is undefined, whatever
   * its type says: nobody sees it, because `finish` throws.
   */
  value<T>(name: InputName, parse: (text: string) => T): T {
    return this.optional(name, parse) as T
  }

  /** As `value`, but an unset variable, which is an empty text, must not choose for the user. */
  filled<T>(name: InputName, parse: (text: string) => T): T {
    return this.value(name, (text) => {
      if (this.#host.input(name) !== '') return parse(text)
      throw new InputProblem(
        `it is empty. Write something, or leave the input out for ${this.defaultOf(name)}.`,
      )
    })
  }

  /** The value of an input that may be left out. */
  optional<T>(name: InputName, parse: (text: string) => T): T | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    try {
      return parse(text)
    } catch (error) {
      this.problem(name, error)
      return undefined
    }
  }

  flag(name: InputName): boolean {
    return this.value(name, parseBoolean)
  }

  lines(name: InputName): readonly string[] {
    return this.optional(name, parseLines) ?? []
  }

  choice<T extends string>(name: InputName, choices: readonly T[]): T {
    return this.value(name, (text) => parseChoice(text, choices))
  }

  /** Notes what is wrong with an input. Anything but a user's mistake is thrown at once. */
  problem(name: InputName, error: unknown): void {
    const isMistake = error instanceof UserError && error.code === 'E_INPUT'
    if (!(error instanceof InputProblem || isMistake)) throw error
    const next = isMistake && error.next ? ` ${error.next}` : ''
    this.#problems.push(`${name}: ${error.message}${next}`)
  }

  /**
   * @param check looks at inputs together; it is asked only if each is right by itself
   * @throws UserError `E_INPUT` with every problem in one line
   */
  finish(check: () => readonly string[]): void {
    if (this.#problems.length === 0) this.#problems.push(...check())
    if (this.#problems.length > 0) throw new UserError('E_INPUT', this.#problems.join(' '))
  }

  /**
   * A name that does nothing is refused: it may have been meant to protect something. The URL of a
   * database may stand in the wrong input, and the line that says so must not show its password.
   */
  #checkGiven(name: string): void {
    const definition = this.#definitions.get(name)
    const text = this.#host.input(name) ?? ''
    if (!definition?.secret && CONNECTION.test(text)) {
      for (const password of passwordsIn(text)) this.#host.addSecret(password)
    }
    if (definition) return
    const hint = didYouMean(name, [...this.#definitions.keys()])
    this.#problems.push(`${name}: there is no such input.${hint}`)
  }
}
