import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { ServerFacts } from '../../postgres/facts.ts'
import type { Session } from '../../postgres/session.ts'

/** What a dump or a copy reads: the source itself, or a fork of it. */
export interface Origin extends AsyncDisposable {
  readonly connection: ConnectionSettings
  /** For questions beside the reading. */
  readonly session: Session
  readonly facts: ServerFacts
  /** How the provider names the source; null: this is the source. */
  readonly forkOf: string | null
  /** The run's own; and a fork's deadline, until it is released. */
  readonly signal: AbortSignal
  /** Nothing more is read from it: a fork begins to be destroyed. Disposing waits for that. */
  release(): Promise<void>
}

export function sourceOrigin(
  connection: ConnectionSettings,
  session: Session,
  facts: ServerFacts,
  signal: AbortSignal,
): Origin {
  const end = () => session.end()
  const forkOf = null
  return { connection, session, facts, forkOf, signal, release: end, [Symbol.asyncDispose]: end }
}
