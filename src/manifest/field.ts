import { UserError } from '../errors.ts'

/**
 * The text of a JSON file that may have been written by anyone.
 *
 * @param id of the backup it belongs to
 * @throws UserError `E_INTEGRITY`
 */
export function parseJson(text: string, id: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw damaged(id, 'is not JSON', { cause })
  }
}

/** A value of the manifest, and where it stands in it. What it is not is `E_INTEGRITY`. */
export class Field {
  readonly value: unknown
  readonly #path: string
  readonly #id: string

  constructor(value: unknown, path: string, id: string) {
    this.value = value
    this.#path = path
    this.#id = id
  }

  at(name: string): Field {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong()
    const own = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    return new Field(own, `${this.#path}.${name}`, this.#id)
  }

  list<T>(read: (field: Field) => T): T[] {
    if (!Array.isArray(this.value)) throw this.wrong()
    return this.value.map((item, index) =>
      read(new Field(item, `${this.#path}[${index}]`, this.#id)),
    )
  }

  orNull<T>(read: (field: Field) => T): T | null {
    return this.value === null ? null : read(this)
  }

  text(): string {
    const { value } = this
    if (typeof value !== 'string' || value === '' || value.includes('\0')) throw this.wrong()
    return value
  }

  oneOf<T extends string>(known: readonly T[]): T {
    const found = known.find((one) => one === this.value)
    if (found === undefined) throw this.wrong(`is none of ${known.join(', ')}`)
    return found
  }

  /** A whole number of things or bytes. */
  count(): number {
    const { value } = this
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw this.wrong()
    return value as number
  }

  amount(): number {
    const { value } = this
    if (typeof value !== 'number' || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
      throw this.wrong()
    }
    return value
  }

  time(): string {
    const text = this.text()
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)
    if (!isTime || Number.isNaN(Date.parse(text))) throw this.wrong()
    return text
  }

  wrong(how = 'is missing or not what it should be'): UserError {
    return damaged(this.#id, `${this.#path} ${how}`)
  }
}

function damaged(id: string, what: string, options: { cause?: unknown } = {}): UserError {
  return new UserError(
    'E_INTEGRITY',
    `The manifest of ${id} cannot be used: ${what}.`,
    'Choose another backup; what lies there may have been altered.',
    options,
  )
}
