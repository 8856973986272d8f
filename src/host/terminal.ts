import { printable } from '../errors.ts'
import type { Environment, Log } from './host.ts'
import { ProcessHost } from './process-host.ts'

/** A stream that people look at or that goes to a file; `process.stderr` is one. */
export interface Screen {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

export interface Screens {
  /** For the outputs, which a script may read. */
  readonly out: Screen
  /** For everything that people read. */
  readonly log: Screen
}

const ESCAPE = '\u001b['
const CLEAR_LINE = `\r${ESCAPE}2K`
const STYLES = { bold: '1', yellow: '33', red: '31' } as const

/**
 * A terminal, or a script: lines for people go to standard error; the outputs go to standard
 * output, one `name=value` a line, unless that is a terminal too, where the report says it all.
 */
export class TerminalHost extends ProcessHost {
  readonly kind = 'terminal'
  readonly log: Log
  readonly givenInputs: readonly string[]
  readonly #inputs: ReadonlyMap<string, string>
  readonly #screens: Screens
  #isLineLive = false

  constructor(
    environment: Environment,
    signal: AbortSignal,
    inputs: ReadonlyMap<string, string>,
    screens: Screens = { out: process.stdout, log: process.stderr },
  ) {
    super(environment, signal)
    this.#inputs = inputs
    this.givenInputs = [...inputs.keys()]
    this.#screens = screens
    this.log = {
      isLive: Boolean(screens.log.isTTY),
      info: (line) => this.#line(this.clean(line)),
      progress: (line) => this.#progress(this.clean(line)),
      debug: (line) => {
        if (environment.PG_BACKUP_DEBUG) this.#line(`debug: ${this.clean(line)}`)
      },
      warning: (line) => this.#line(this.#styled('yellow', `warning: ${this.clean(line)}`)),
      error: (line) => this.#line(this.#styled('red', this.clean(line))),
      group: (title, phase) => {
        this.#line(this.#styled('bold', this.clean(title)))
        return phase().finally(() => this.#clearLive())
      },
    }
  }

  input(name: string): string | undefined {
    return this.#inputs.get(name)?.trim()
  }

  setOutput(name: string, value: string, isCredential = false): void {
    // The report has all but a credential, which stands in its output alone.
    if (this.#screens.out.isTTY && !(isCredential && value)) return
    this.#screens.out.write(`${name}=${isCredential ? printable(value) : this.clean(value)}\n`)
  }

  /** The log has told the same already. */
  async writeSummary(): Promise<void> {}

  #line(text: string): void {
    this.#clearLive()
    this.#screens.log.write(`${text}\n`)
  }

  #progress(text: string): void {
    const { log } = this.#screens
    if (!log.isTTY) {
      this.#line(text)
      return
    }
    // A line longer than the screen would wrap, and only its last part would be overwritten.
    const width = Math.max((log.columns || 80) - 1, 20)
    const shown = text.length > width ? `${text.slice(0, width - 1)}…` : text
    log.write(`${CLEAR_LINE}${shown}`)
    this.#isLineLive = true
  }

  #clearLive(): void {
    if (!this.#isLineLive) return
    this.#screens.log.write(CLEAR_LINE)
    this.#isLineLive = false
  }

  #styled(style: keyof typeof STYLES, text: string): string {
    const isPlain = !this.#screens.log.isTTY || Boolean(this.environment.NO_COLOR)
    return isPlain ? text : `${ESCAPE}${STYLES[style]}m${text}${ESCAPE}0m`
  }
}
