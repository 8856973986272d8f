/**
 * Reads backups back from the place that keeps them. Paths are relative to the folder of a series,
 * with `/`, as in a manifest; what is found there is not to be trusted before it has been checked.
 */
export interface BackupStore {
  /** How it is named in logs and errors: never with credentials. */
  readonly label: string
  /**
   * The paths of what lies directly in a series' folder, in no order, page after page.
   *
   * @throws UserError `E_BUCKET`, `E_CREDENTIALS`; a folder that is not there is empty
   */
  list(name: string, signal: AbortSignal): AsyncIterable<string>
  /**
   * The bytes of one file from first to last. A connection that breaks is taken up again where it
   * broke; a file that is altered meanwhile is an error. Several files may be read at once, each by
   * a reader that goes on by itself: they share what is read ahead. A chunk stays as it is.
   *
   * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`
   */
  read(name: string, path: string, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Puts a small file beside the backups, over an older one of the same path. */
  put(name: string, path: string, content: Uint8Array, signal: AbortSignal): Promise<void>
}
