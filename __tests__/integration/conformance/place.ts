import type { BackupName, Destination } from '../../../src/destinations/destination.ts'
import type { ObjectTuning } from '../../../src/destinations/objects/tuning.ts'
import type { BackupStore } from '../../../src/destinations/store.ts'
import type { RecordingHost } from '../../unit/destinations/recording-host.ts'
import type { Answer, FaultProxy, SeenRequest } from '../stand-ins/fault-proxy.ts'
import type { RowName } from './rows.ts'

/** The files of one backup by their paths below the folder of its series. */
export type BackupFiles = Readonly<Record<string, Uint8Array>>

/** Otherwise than usual. */
export interface Opening {
  readonly credentials?: 'wrong' | 'none'
  /** A bucket or container that is not there. */
  readonly isMissing?: boolean
  readonly prefix?: string
  readonly tuning?: Partial<ObjectTuning>
}

export interface Opened {
  readonly destination: Destination
  readonly host: RecordingHost
}

/**
 * A kind of destination with its real server, its emulator, or the file system; and someone else
 * who puts things there and looks at what is there without our code.
 */
export interface Place extends AsyncDisposable {
  /** What does not apply to this kind, and why not. */
  readonly exempt: Readonly<Partial<Record<RowName, string>>>
  destination(opening?: Opening): Promise<Opened>
  store(opening?: Opening): Promise<BackupStore>
  /** Puts the files of a backup, over older ones. */
  put(backup: BackupName, files: BackupFiles): Promise<void>
  read(backup: BackupName, path: string): Promise<Uint8Array>
  /** Names of all that is there; what belongs to a backup has its id in it. */
  names(): Promise<string[]>
  /** What was begun and neither completed nor given up. */
  unfinished(): Promise<string[]>
  /** Puts manifests, and nothing else, of so many backups of a series. */
  putMany(name: string, ids: readonly string[]): Promise<void>
  /** Makes everything that is written fail, for good. */
  breakDown(): Promise<Broken>
  /** What lies between us and the server; undefined: nothing. */
  readonly network?: Network
}

export interface Broken extends AsyncDisposable {
  readonly opened: Opened
  /** What the failure is called. */
  readonly code: string
}

export interface Network {
  readonly proxy: FaultProxy
  /** Whether a request carries bytes of an archive, and at least 100,000 of them. */
  isData(seen: SeenRequest): boolean
  isManifest(seen: SeenRequest): boolean
  isDownload(seen: SeenRequest): boolean
  isList(seen: SeenRequest): boolean
  /** What it is called that the server does not accept altered bytes; `E_INTEGRITY` if left out. */
  readonly alteredCode?: string
  /** An answer of this status as the server would give it. */
  refuse(status: number): Answer
}

/** Parts as small as stores allow, and pauses that cost a test no time. */
export const quick: Partial<ObjectTuning> = {
  partSize: () => 5 * 1024 * 1024,
  firstPauseMs: 1,
  attempts: 4,
  idleTimeoutMs: 2000,
}
