/** The backup that was taken of a target before it was replaced. */
export interface SafetyBackup {
  readonly id: string
  readonly location: string
  /** The input by which a restore opens it; null: it is not encrypted. */
  readonly key: 'decrypt-identity' | 'decrypt-passphrase' | null
}

/** Where it is and what is needed to read it, to be put into a sentence. */
export function whereIs({ location, key }: SafetyBackup): string {
  return key === null ? location : `${location} (encrypted: ${key} opens it)`
}

/** @param savedIn as `whereIs` says it; empty: there is none, and no sentence */
export function wayBack(savedIn: string): string {
  return savedIn === '' ? '' : `Its contents before are in ${savedIn}.`
}
