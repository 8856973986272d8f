import type { TableRows } from '../manifest/manifest.ts'
import { RowTally } from './row-tally.ts'
import { textDecoderFor } from './text-encoding.ts'

const NEWLINE = 0x0a
const BACKSLASH = 0x5c
const DOT = 0x2e

/** A short line is found faster by looking at its bytes than by calling `indexOf`. */
const NEAR_BYTES = 48

/**
 * Counts the rows of one table in COPY's text format, which ends with a line of `\.`. A row never
 * contains a line break (it is written `\n`), and a row that is `\.` is written `\\.`, so that
 * counting lines is exact (PostgreSQL manual, COPY, "Text Format").
 */
export class CopyDataCounter {
  rows = 0
  /** Whether the closing `\.` has been seen. */
  ended = false
  /** How much of the current line lay in earlier chunks, and how far it looks like `\.`. */
  #lineLength = 0
  #matched = 0

  /** Takes the next bytes; returns how many of them belong to the table, `\.` line included. */
  write(chunk: Buffer): number {
    let start = 0
    while (start < chunk.length) {
      const newline = indexOfNewline(chunk, start)
      const end = newline < 0 ? chunk.length : newline
      this.#extendLine(chunk, start, end)
      if (newline < 0) return chunk.length
      start = newline + 1
      if (this.#lineLength === 2 && this.#matched === 2) {
        this.ended = true
        return start
      }
      this.rows += 1
      this.#lineLength = 0
      this.#matched = 0
    }
    return start
  }

  #extendLine(chunk: Buffer, start: number, end: number): void {
    if (this.#lineLength === 0 && chunk[start] === BACKSLASH && end > start) this.#matched = 1
    const second = start + 1 - this.#lineLength
    if (this.#matched === 1 && second < end && chunk[second] === DOT) this.#matched = 2
    this.#lineLength += end - start
  }
}

function indexOfNewline(chunk: Buffer, start: number): number {
  const near = Math.min(start + NEAR_BYTES, chunk.length)
  for (let index = start; index < near; index += 1) {
    if (chunk[index] === NEWLINE) return index
  }
  return near === chunk.length ? -1 : chunk.indexOf(NEWLINE, near)
}

/** What ends the state a piece of SQL text is in; the states of PostgreSQL's lexical structure. */
type Quote =
  | { readonly kind: 'none' }
  | { readonly kind: 'until'; readonly closing: string }
  | { readonly kind: 'block-comment'; readonly depth: number }

const UNQUOTED: Quote = { kind: 'none' }

/**
 * Reads the SQL text of a dump (from pg_dump's plain format, or from `pg_restore -f -`) and counts
 * the rows of every COPY block in it.
 *
 * A line that looks like a COPY statement may also stand in a function's body, in a comment or in a
 * quoted name, so the text is followed as PostgreSQL's lexer would follow it (manual, section 4.1).
 * pg_dump never writes `\'`: it doubles quotes, also in `E''` strings, so that all strings end at a
 * single quote.
 */
export class CopyTextCounter {
  readonly #tally = new RowTally()
  readonly #onStart: ((line: string) => void) | undefined
  /** Whether the dump's own closing comment has been seen. */
  complete = false
  #line: Buffer[] = []
  #statement = ''
  #quote: Quote = UNQUOTED
  #data: { counter: CopyDataCounter; table: Omit<TableRows, 'rows'> } | undefined
  #decoder = textDecoderFor('UTF8')

  /** @param onStart told of every line at which a statement or a comment begins, decoded */
  constructor(onStart?: (line: string) => void) {
    this.#onStart = onStart
  }

  write(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0) rest = this.#data ? this.#readData(rest) : this.#readLine(rest)
  }

  /** The rows of every table that has been read to its end. */
  get tables(): readonly TableRows[] {
    return this.#tally.tables
  }

  /** The table being read now, for progress. */
  get current(): TableRows | undefined {
    return this.#data && { ...this.#data.table, rows: this.#data.counter.rows }
  }

  /** Whether the text stopped in the middle of a table. */
  get truncated(): boolean {
    return this.#data !== undefined
  }

  #readData(chunk: Buffer): Buffer {
    const data = this.#data
    if (!data) return chunk
    const used = data.counter.write(chunk)
    if (data.counter.ended) {
      this.#tally.add(data.table, data.counter.rows)
      this.#data = undefined
    }
    return chunk.subarray(used)
  }

  #readLine(chunk: Buffer): Buffer {
    const newline = chunk.indexOf(NEWLINE)
    if (newline < 0) {
      this.#line.push(chunk)
      return chunk.subarray(chunk.length)
    }
    this.#line.push(chunk.subarray(0, newline))
    const line = this.#line.length === 1 ? this.#line[0] : Buffer.concat(this.#line)
    this.#line = []
    // Latin-1 keeps every byte as it is; names are decoded once they are known to be names.
    this.#readText((line ?? chunk).toString('latin1'))
    return chunk.subarray(newline + 1)
  }

  #readText(line: string): void {
    const atStart = this.#quote === UNQUOTED && this.#statement === ''
    if (atStart && line.startsWith('\\')) return // psql's \restrict, \connect
    if (atStart && line === '-- PostgreSQL database dump complete') this.complete = true
    const encoding = atStart ? CLIENT_ENCODING.exec(line)?.[1] : undefined
    if (encoding !== undefined) this.#decoder = textDecoderFor(encoding)
    if (atStart) this.#onStart?.(this.#decode(line))
    const copies = atStart ? line.startsWith('COPY ') : this.#statement.startsWith('COPY ')
    let position = 0
    while (position < line.length) position = this.#readToken(line, position, copies)
    if (this.#statement !== '') this.#statement = copies ? `${this.#statement}\n` : '…'
  }

  /** Reads to the next place where the lexical state changes; returns where to go on. */
  #readToken(line: string, from: number, copies: boolean): number {
    const next =
      this.#quote.kind === 'none' ? this.#readUnquoted(line, from) : this.#readQuoted(line, from)
    const text = line.slice(from, next.end)
    if (text.trim() !== '' && !next.comment) this.#statement += copies ? text : '…'
    if (!next.endsStatement) return next.end
    if (copies) this.#beginCopy(this.#statement)
    this.#statement = ''
    return next.end
  }

  #readUnquoted(line: string, from: number): Token {
    OPENING.lastIndex = from
    const match = OPENING.exec(line)
    if (!match) return { end: line.length }
    const opening = match[0]
    const end = match.index + opening.length
    if (opening === ';') return { end, endsStatement: true }
    if (opening === '--') return { end: line.length, comment: from === match.index }
    if (opening === '/*') this.#quote = { kind: 'block-comment', depth: 1 }
    else this.#quote = { kind: 'until', closing: opening }
    return { end }
  }

  #readQuoted(line: string, from: number): Token {
    const quote = this.#quote
    if (quote.kind === 'until') {
      const found = line.indexOf(quote.closing, from)
      if (found < 0) return { end: line.length }
      this.#quote = UNQUOTED
      return { end: found + quote.closing.length }
    }
    if (quote.kind === 'none') return { end: from }
    COMMENT_EDGE.lastIndex = from
    const match = COMMENT_EDGE.exec(line)
    if (!match) return { end: line.length }
    const depth = quote.depth + (match[0] === '/*' ? 1 : -1)
    this.#quote = depth === 0 ? UNQUOTED : { kind: 'block-comment', depth }
    return { end: match.index + 2 }
  }

  #beginCopy(statement: string): void {
    const match = COPY_FROM_STDIN.exec(statement)
    if (!match) return
    const name = (part: string | undefined) => this.#decode(unquote(part ?? ''))
    this.#data = {
      counter: new CopyDataCounter(),
      table: { schema: name(match[1]), name: name(match[2]) },
    }
  }

  #decode(latin1: string): string {
    return this.#decoder.decode(Buffer.from(latin1, 'latin1'))
  }
}

interface Token {
  readonly end: number
  readonly endsStatement?: boolean
  readonly comment?: boolean
}

/** What may open a quoted piece, or end a statement. A `$` within a name opens nothing. */
const OPENING = /;|--|\/\*|'|"|(?<![\w$\x80-\xff])\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/g
const COMMENT_EDGE = /\/\*|\*\//g

const CLIENT_ENCODING = /^SET client_encoding = '(\w+)';$/
const IDENTIFIER = '("(?:[^"]|"")*"|[A-Za-z_\\x80-\\xff][\\w$\\x80-\\xff]*)'
const COPY_FROM_STDIN = new RegExp(`^COPY ${IDENTIFIER}\\.${IDENTIFIER} [^]*FROM stdin;$`)

function unquote(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier
}
