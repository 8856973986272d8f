import type { DestinationUrl } from '../inputs/backup.ts'

/** A place that keeps backups. One file each implements it; open-destination.ts chooses. */
export interface Destination {
  readonly kind: DestinationUrl['kind']
  /** How it is named in logs, reports and manifests: never with credentials. */
  readonly label: string
  /** How many requests had to be sent again so far, where that is counted. */
  readonly retries?: number
  /**
   * Proves before anything is dumped that a backup can be put here: that it exists, is in the
   * wanted region, can be written to and has room.
   *
   * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_DISK`, `E_PUBLIC_ARTIFACT`
   */
  check(need: BackupNeed, signal: AbortSignal): Promise<void>
  /** Starts a backup. Nothing is visible as a backup until `commit` has resolved. */
  begin(backup: BackupName, signal: AbortSignal): Promise<BackupWriter>
}

/** What a backup will ask of a destination, as far as it can be known before the dump. */
export interface BackupNeed {
  readonly name: string
  /** The region the user wants the backup to be in, if any was named. */
  readonly region?: string | undefined
  /** A cautious guess at the size of the archive, in bytes; undefined: not known. */
  readonly estimatedBytes?: number | undefined
}

export interface BackupName {
  /** The series, for example `shop`. */
  readonly name: string
  /** `<name>-<yyyymmddThhmmssZ>-<6 random>` */
  readonly id: string
}

/** One backup being written to one destination. */
export interface BackupWriter {
  /**
   * Opens one file of the backup. Several may be open at once (directory format).
   *
   * @param path relative to the series' folder, with `/`: `<id>.dump` or `<id>/toc.dat`
   */
  openFile(path: string): Promise<FileWriter>
  /**
   * The bytes of a closed file as they are kept, before the manifest makes it a backup; for a
   * test restore.
   *
   * @throws UserError as a `BackupStore` does
   */
  read(path: string): AsyncIterable<Uint8Array>
  /**
   * Writes the manifest, last: this makes it a backup.
   *
   * @throws UserError `E_UPLOAD` also where a backup of this id exists already
   */
  commit(manifestPath: string, manifest: Uint8Array): Promise<StoredBackup>
  /** Removes all that was written. Safe to call at any time and more than once; never throws. */
  abort(): Promise<void>
}

/** Bytes going to one file. `write` resolves when more may be written: that is back-pressure. */
export interface FileWriter {
  /**
   * Takes a chunk over without copying it: the same chunk may go to several destinations, and a
   * writer may still hold it after `write` has resolved. So nobody changes a chunk once it is
   * written: not its maker, who must not reuse the buffer, and no writer. A writer bounds what it
   * holds by resolving late. Calls are made one after the other.
   */
  write(chunk: Uint8Array): Promise<void>
  /**
   * Ends the file, and resolves once the destination has been asked for the size and checksum of
   * what it holds and both are right.
   *
   * @throws UserError `E_UPLOAD`, `E_INTEGRITY`, `E_DISK`
   */
  close(): Promise<StoredFile>
}

export interface StoredFile {
  readonly path: string
  readonly sizeBytes: number
}

export interface StoredBackup {
  /** Where the archive lies, as a user would type it: `s3://bucket/prefix/name/id.dump`. */
  readonly location: string
  readonly artifact?: StoredArtifact | undefined
}

export interface StoredArtifact {
  readonly id: number
  /** By which it is downloaded: mostly the backup's id. */
  readonly name: string
  readonly url: string
}
