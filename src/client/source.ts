import type { Client } from './client.ts'

/** One place a client may come from. A source that has none says why instead of throwing. */
export interface ClientSource {
  /** As the user reads it in a list of what was tried. */
  readonly name: string
  find(): Promise<Client | Unavailable>
}

export interface Unavailable {
  /** Why, for a person, without a full stop; empty where there was nothing to try. */
  readonly reason: string
  /** Set where a client is there, but of another version than the one wanted. */
  readonly otherVersion?: string
}

export function isUnavailable(value: object): value is Unavailable {
  return 'reason' in value
}
