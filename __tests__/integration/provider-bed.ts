import assert from 'node:assert/strict'
import { UserError } from '../../src/errors.ts'
import type { ForkContext, ForkRequest, ForkSource, NotedFork } from '../../src/forks/fork.ts'
import type { Log } from '../../src/host/host.ts'
import type { ConnectionSettings } from '../../src/postgres/connection.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'
import { FastClock, FORK_NAME } from './heroku-bed.ts'

/** What a provider of forks is given, and what it said and hid. */
export class ProviderContext implements ForkContext {
  readonly clock = new FastClock()
  readonly lines: string[] = []
  readonly secrets: string[] = []
  readonly environment: Readonly<Record<string, string>>
  readonly connection: ConnectionSettings | undefined

  /** @param url `database-url`; undefined: it was left out */
  constructor(url?: string, environment: Readonly<Record<string, string>> = {}) {
    this.environment = environment
    this.connection = url === undefined ? undefined : settingsOf(url)
  }

  get log(): Log {
    const say = (line: string) => void this.lines.push(line)
    const group: Log['group'] = (_title, phase) => phase()
    const levels = { info: say, warning: say, error: say, debug: say, progress: say }
    return { isLive: false, group, ...levels }
  }

  readonly addSecret = (value: string): void => {
    this.secrets.push(value)
  }

  hoursAgo(hours: number): Date {
    return new Date(this.clock.now().getTime() - hours * 3_600_000)
  }

  /** As a run notes it, some minutes early. */
  request(source: ForkSource): ForkRequest {
    const notedAt = this.hoursAgo(0.1).toISOString()
    return { source, name: FORK_NAME, notedAt, expiresAt: this.hoursAgo(-4) }
  }

  noted(source: ForkSource, provider: NotedFork['provider']): NotedFork {
    const { place, id } = source
    return {
      provider,
      name: FORK_NAME,
      place,
      sourceId: id,
      notedAt: this.hoursAgo(0.1).toISOString(),
    }
  }
}

export function settingsOf(url: string): ConnectionSettings {
  return parseConnection(url, { environment: {} })
}

/** The passwords and keys of these tests, which nothing may show. */
export const SECRETS = /Sesam-1|Neon-Password|napi_rig|rig-rds-secret|X-Amz-Signature/

/** Whether an error is the user's, with that code and words, and without secrets. */
export function isUserError(code: string, words: RegExp) {
  return (error: unknown): true => {
    assert.ok(error instanceof UserError, String(error))
    assert.equal(error.code, code, error.message)
    assert.match(`${error.message} ${error.next}`, words)
    assert.doesNotMatch(`${error.message} ${error.next} ${error.stack}`, SECRETS)
    return true
  }
}

/** Nobody listens. */
export const silent = (): void => {}
