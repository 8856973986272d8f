import type { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'

export const FORK_PROVIDERS = ['heroku', 'neon', 'rds'] as const
export type ForkProviderName = (typeof FORK_PROVIDERS)[number]

/**
 * Who makes forks: one file each implements it, on the provider's HTTP API. What is asked here is
 * all that the story in operations/ knows of a provider. Each is made by a function of two
 * arguments: its own inputs (src/inputs/fork.ts) and a `ForkContext`.
 */
export interface ForkProvider {
  readonly name: ForkProviderName
  /**
   * The time by the provider's clock, as far as its answers have told it. Its forks are dated by
   * that one, and this machine's may be hours off.
   */
  now(): Date
  /**
   * Looks the source up, and whether it can be forked: nothing is made. A source that cannot be
   * forked is no error here, since it may be read itself: `ForkSource.refusal` says why.
   *
   * @throws UserError `E_FORK` with the provider's reason, `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`
   */
  findSource(signal: AbortSignal): Promise<ForkSource>
  /**
   * Asks for the fork and resolves once the provider has accepted. The intent is noted by then, so
   * a kill at any moment leaves a name to look for. A lost answer is resolved by asking for the
   * name, never by a second request to create.
   *
   * @throws UserError `E_FORK`
   */
  create(request: ForkRequest, signal: AbortSignal): Promise<Fork>
  /**
   * Destroys what was noted, and resolves once the provider no longer knows it. Nothing is
   * destroyed but what carries the noted name, in the noted place, was made after the noted moment
   * and is not the source. What is gone already, or was never made, is destroyed: but to another
   * account's key every fork is gone, so that only an answer counts which shows the noted place.
   *
   * The request to delete is sent before anything is waited for, and the call may be repeated by
   * another process: a cancelled run has a few seconds for the request, and its post step waits.
   *
   * @returns `going` where the provider has accepted the deletion but was still at it when the
   *   signal was aborted; nobody needs to do more, then
   * @throws UserError `E_FORK_LEFT` made by `forkLeft` (removal.ts); the signal's reason where the
   *   deletion had not been accepted by then
   */
  destroy(fork: NotedFork, signal: AbortSignal): Promise<'gone' | 'going'>
  /**
   * The forks by our names (`isForkName`, plan/fork-name.ts) in the source's place, of running and
   * of killed runs. `notedAt` is when the provider made them; empty: it does not tell.
   */
  forksOf(source: ForkSource, signal: AbortSignal): Promise<readonly NotedFork[]>
}

/** What a provider is given besides its inputs. */
export interface ForkContext extends Pick<Host, 'environment' | 'log' | 'addSecret'> {
  readonly clock: Clock
  /** Where the source's URL leads; undefined where it was left out. RDS tells no passwords. */
  readonly connection: ConnectionSettings | undefined
}

/** The database to be forked, in the provider's words. */
export interface ForkSource {
  /** How the provider names it, for logs and the manifest: `shop::DATABASE`, `br-main`. */
  readonly label: string
  /** The provider's own id. */
  readonly id: string
  /** Where its forks are made: a Heroku app's name, a Neon project's id, an AWS region. */
  readonly place: string
  /** How it is reached; undefined where the provider does not tell, or it cannot be from here. */
  readonly connection: ConnectionSettings | undefined
  /** Undefined: not told. */
  readonly sizeBytes: number | undefined
  /** What the fork will be: a plan or a class. */
  readonly plan: string | undefined
  readonly region: string | undefined
  /** What an hour of the fork costs, as the provider says it: `$0.07`. */
  readonly pricePerHour: string | undefined
  /** Why it cannot be forked: it is thrown if a fork is wanted. Undefined: it can be. */
  readonly refusal: UserError | undefined
  /** What is to be known of its fork, as sentences for the plan. */
  readonly notes: readonly string[]
}

export interface ForkRequest {
  readonly source: ForkSource
  /** Made by `forkName` (plan/fork-name.ts): the key that makes creating idempotent. */
  readonly name: string
  /** RFC 3339, as in NotedFork. */
  readonly notedAt: string
  /** When the provider may remove it by itself, where it can. */
  readonly expiresAt: Date
}

/** A fork that the provider has accepted. */
export interface Fork extends NotedFork {
  /**
   * Resolves once it accepts connections, with the way to it. Says what the provider says. It is
   * asked again where the way did not lead in, and then reads anew what may have changed.
   *
   * @param tell one line of progress; the same line may be told again
   * @throws UserError `E_FORK` where it failed; the signal's reason at the deadline
   */
  ready(tell: (line: string) => void, signal: AbortSignal): Promise<ConnectionSettings>
  /**
   * The provider's own word that this is a fork of the source, and not an empty database.
   *
   * @throws UserError `E_FORK`
   */
  proveFork(signal: AbortSignal): Promise<void>
}

/** All that is needed to find and destroy a fork later, from another process: no secret in it. */
export interface NotedFork {
  readonly provider: ForkProviderName
  readonly name: string
  readonly place: string
  /** The provider's id of the source, which is never destroyed. */
  readonly sourceId: string
  /** RFC 3339: what was made before is not ours. Some minutes early, since clocks differ. */
  readonly notedAt: string
}

/** The clock of everything that waits for a provider; tests turn six hours into milliseconds. */
export interface Clock {
  now(): Date
  /** @throws the signal's reason */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Aborted with a `TimeoutError` after that time, as `AbortSignal.timeout`. */
  timeout(milliseconds: number): AbortSignal
}
