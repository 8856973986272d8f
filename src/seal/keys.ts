/** To whom a backup is sealed. */
export type Lock = { readonly recipients: readonly string[] } | { readonly passphrase: string }

/** What may open a backup. */
export interface Keys {
  /** `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…` */
  readonly identities: readonly string[]
  readonly passphrase: string | undefined
}
