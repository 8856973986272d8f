import type { ClientSourceName } from './client.ts'

/** Something that fetches a client of one major version and unpacks it. */
export interface Installer {
  readonly name: Exclude<ClientSourceName, 'system'>
  /**
   * What tells its clients from those of others in the tool cache, for example `wheel` or
   * `apt-bookworm`: a client of one distribution need not run on another.
   */
  readonly origin: string
  /** The one version it gives, where that is known beforehand. */
  readonly version?: string
  /** Where it fetches from, for the log. */
  readonly from: string
  /** Fills an empty folder with `bin` and `lib`. Throws what `runCommand` throws. */
  install(folder: string, signal: AbortSignal): Promise<void>
}
