import { printable } from '../errors.ts'

/** Shorter texts are everywhere: hiding every `abc` or `1` would leave a log of stars. */
const SHORTEST_HIDDEN = 4
/** Lines of a longer secret that are shorter than this say nothing about it. */
const SHORTEST_LINE = 8
const MASK = '***'

/**
 * What must not be shown, in every form in which it may turn up: as it is, decoded, percent-encoded
 * in the ways of the different encoders, base64 (alone or inside a longer text), escaped for JSON,
 * XML, SQL, libpq or a log line, and a PEM line by line.
 */
export class Secrets {
  readonly #hidden = new Set<string>()
  readonly #inContext = new Set<string>()
  #pattern: RegExp | undefined
  #contextPattern: RegExp | undefined

  /**
   * @param publicWords see Host.addSecret
   * @returns the forms that are hidden from now on and were not before
   */
  add(value: string, publicWords: readonly string[] = []): string[] {
    const isPublic = (form: string) => publicWords.some((word) => word.includes(form))
    const added: string[] = []
    for (const form of formsOf(value)) {
      if (form.length < SHORTEST_HIDDEN || isPublic(form)) this.#inContext.add(form)
      else if (!this.#hidden.has(form)) added.push(form)
    }
    for (const form of added) this.#hidden.add(form)
    this.#pattern = alternatives(this.#hidden)
    const weak = alternatives(this.#inContext)?.source
    this.#contextPattern = weak ? new RegExp(`${BEFORE}(?:${weak})${AFTER}`, 'gi') : undefined
    return added
  }

  /** The text with every secret in it replaced by stars. */
  scrub(text: string): string {
    const scrubbed = this.#pattern ? text.replace(this.#pattern, MASK) : text
    return this.#contextPattern ? scrubbed.replace(this.#contextPattern, MASK) : scrubbed
  }
}

/** Where a short word can only be a password: `password=x`, `"password": "x"`, `user:x@host`. */
const BEFORE = `(?<=(?:password|passwd|pwd|secret|token|key)['"]?\\s*[=:]\\s*['"]?|://[^\\s/:@]*:)`
const AFTER = `(?=$|[\\s'"@&;,)])`

/** Longest first, since one form may be the beginning of another. */
function alternatives(forms: ReadonlySet<string>): RegExp | undefined {
  if (forms.size === 0) return undefined
  const sorted = [...forms].sort((a, b) => b.length - a.length)
  return new RegExp(sorted.map(escapeForPattern).join('|'), 'g')
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/**
 * The passwords that stand in a connection URL or keyword string, as written there. It is used
 * before the text has been parsed, so that even a text that cannot be parsed is never shown.
 */
export function passwordsIn(connection: string): string[] {
  const authority = /^\s*[a-z][a-z0-9+.-]*:\/\/([^/?#\s]*)@/i.exec(connection)?.[1]
  const colon = authority?.indexOf(':') ?? -1
  const found = colon >= 0 && authority ? [authority.slice(colon + 1)] : []
  const keyword = /(?:^|[\s?&])(?:ssl)?password\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s&\\]|\\.)+)/gi
  for (const [, value = ''] of connection.matchAll(keyword)) {
    found.push(value.replace(/^'|'$/g, '').replace(/\\(.)/g, '$1'))
  }
  return found.filter((password) => password !== '')
}

/** Every form of a secret that is worth hiding, without the empty text. */
export function formsOf(secret: string): Set<string> {
  const forms = new Set<string>()
  for (const value of variantsOf(secret)) {
    for (const form of escapedForms(value)) forms.add(form)
    for (const form of base64Forms(value)) forms.add(form)
  }
  forms.delete('')
  return forms
}

/** The secret itself, trimmed, decoded, and its single lines. */
function variantsOf(secret: string): Set<string> {
  const variants = new Set([secret, secret.trim(), percentDecoded(secret)])
  for (const line of secret.split(/\r?\n/).map((line) => line.trim())) {
    // The frame of a PEM is no secret, and is part of the public certificates beside it.
    if (line.length >= SHORTEST_LINE && !line.startsWith('-----')) variants.add(line)
  }
  return variants
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function escapedForms(value: string): string[] {
  const url = percentEncodedForms(value)
  return [
    value,
    ...url,
    ...url.map((form) => form.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())),
    printable(value),
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(printable(value)).slice(1, -1),
    value.replaceAll("'", "''"),
    value.replace(/[\\']/g, '\\$&'),
    value.replace(/[\\:]/g, '\\$&'),
    value.replace(/[&<>"']/g, (c) => `&${XML_NAMES[c]};`),
    value.replace(/[&<>]/g, (c) => `&${XML_NAMES[c]};`),
  ]
}

const XML_NAMES: Record<string, string> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
}

/** Encoders differ in which characters they leave alone. A lone surrogate has no encoding at all. */
function percentEncodedForms(value: string): string[] {
  const text = Buffer.from(value, 'utf8').toString('utf8')
  const strict = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const url = new URL('http://host')
  url.password = text
  return [
    strict,
    strict.replaceAll('%20', '+'),
    encodeURIComponent(text),
    encodeURI(text),
    url.password,
    new URLSearchParams([['', text]]).toString().slice(1),
  ]
}

/**
 * Alone, and as it looks inside the base64 of a longer text (an `Authorization: Basic` header):
 * there it begins at one of three offsets within a group, and the characters that it shares with
 * its neighbours are unknown.
 */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8')
  const forms = [bytes.toString('base64'), bytes.toString('base64url')]
  if (bytes.length < 6) return forms
  for (const offset of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const start = Math.ceil((offset * 8) / 6)
    const end = Math.floor(((offset + bytes.length) * 8) / 6)
    const inner = shifted.slice(start, end)
    forms.push(inner, inner.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return forms
}
