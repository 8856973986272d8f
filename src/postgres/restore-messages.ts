import { splitKind } from './archive-contents.ts'

/** An item of an archive's table of contents that could not be restored. */
export interface RestoreError {
  /** As in the table of contents: `TABLE`, `INDEX`, `COMMENT`; empty where no item is named. */
  readonly kind: string
  /** The item as pg_restore prints it: schema, name and owner, not to be taken apart. */
  readonly item: string
  readonly message: string
}

/**
 * Errors that take nothing from the data or the schema that the role may have. Everything that is
 * not on this list fails a restore.
 */
const HARMLESS: readonly { readonly kind?: RegExp; readonly message: RegExp }[] = [
  // What was emptied keeps the schemas that hold extensions, such as `extensions`, `heroku_ext` or
  // `public`; whatever else might be in one would collide by itself.
  { kind: /^SCHEMA$/, message: /^schema ".*" already exists$/ },
  // Heroku's own, which nobody else may write to: functions of event triggers are in it.
  { message: /^permission denied for schema _heroku$/ },
  // A session setting that a newer pg_restore sends and an older server does not know.
  { message: /unrecognized configuration parameter "transaction_timeout"/ },
  // What only a superuser or the owner may do, and what does not change any row.
  {
    kind: /^(COMMENT|SECURITY LABEL|EVENT TRIGGER|PUBLICATION.*|SUBSCRIPTION.*)$/,
    message: /must be (owner|superuser)|permission denied/i,
  },
]

export function isHarmless({ kind, message }: RestoreError): boolean {
  return HARMLESS.some((known) => (known.kind?.test(kind) ?? true) && known.message.test(message))
}

/** What pg_restore says line by line, with `--verbose`, to its standard error. */
export type RestoreMessage =
  | { readonly what: 'started' | 'finished'; readonly item: RestoreItem }
  | { readonly what: 'failed'; readonly error: RestoreError }

export interface RestoreItem {
  readonly dumpId: number
  readonly kind: string
  readonly label: string
}

const ITEM = /^pg_restore: (launching|finished) item (\d+) (.*)$/
const ENTRY = /^pg_restore: from TOC entry \d+; \d+ \d+ (.*)$/
const FAILURE = /^pg_restore: error: (?:could not execute query: )?(?:ERROR: {2})?(.*)$/

/** Reads pg_restore's messages; an error's entry stands on the line before the error. */
export class RestoreMessageReader {
  #entry = ''

  read(line: string): RestoreMessage | undefined {
    const item = ITEM.exec(line)
    if (item) {
      const what = item[1] === 'finished' ? 'finished' : 'started'
      return { what, item: { dumpId: Number(item[2]), ...splitKind(item[3] ?? '') } }
    }
    const entry = ENTRY.exec(line)
    if (entry) this.#entry = entry[1] ?? ''
    const failure = FAILURE.exec(line)
    if (!failure) return undefined
    const { kind, label } = splitKind(this.#entry)
    this.#entry = ''
    return { what: 'failed', error: { kind, item: label, message: failure[1] ?? '' } }
  }
}
