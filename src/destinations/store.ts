/**
 * Reads backups back from the place that keeps them. Paths are relative to the folder of a series,
 * with `/`, as in a manifest; what is found there is not to be trusted before it has been checked.
 */
export interface BackupStore {
  /** How it is named in logs and errors: never with credentials. */
  readonly label: string
  /** Whether a backup is one thing in it, so that no file can be missing; then only manifests and
   * records are listed. */
  readonly isAtomic?: true
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
   * @param isSmall mostly of less than 1 MiB: more of such files are read at once
   * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`
   */
  read(
    name: string,
    path: string,
    signal: AbortSignal,
    isSmall?: boolean,
  ): AsyncIterable<Uint8Array>
  /** Puts a small file beside the backups, over an older one of the same path. */
  put(name: string, path: string, content: Uint8Array, signal: AbortSignal): Promise<void>
  /**
   * Removes a file, or a folder with all that is in it. What is gone already is removed.
   *
   * @param path of a file, or of a folder with a slash at its end
   * @throws UserError `E_CREDENTIALS`, `E_BUCKET`
   */
  remove(name: string, path: string, signal: AbortSignal): Promise<void>
  /** The names of the series there are, in no order. */
  series(signal: AbortSignal): AsyncIterable<string>
  /**
   * An address at which whoever has it can download a file for a while; absent where a store has
   * no such thing.
   */
  link?(name: string, path: string, lifetimeSeconds: number, signal: AbortSignal): Promise<string>
}
