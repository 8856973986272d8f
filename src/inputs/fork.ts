/** Whether the source itself is read, or a short-lived fork of it. */
export interface ForkInputs {
  /** `auto`: where the database is larger than the threshold and there is a provider. */
  readonly when: ForkChoice
  readonly thresholdBytes: number
  /** Whose API is asked; undefined: no provider's inputs were given. */
  readonly provider: ProviderInputs | undefined
  /** How long a fork may live, from the request for it until all of it is read. */
  readonly timeoutMs: number
}

export const FORK_CHOICES = ['auto', 'always', 'never'] as const
export type ForkChoice = (typeof FORK_CHOICES)[number]

/** The inputs of one provider, which src/forks/open-provider.ts hands to it. */
export type ProviderInputs = HerokuInputs | NeonInputs | RdsInputs

export interface HerokuInputs {
  readonly name: 'heroku'
  readonly apiKey: string
  readonly app: string
  /** A config variable, an attachment or an add-on of the app: `DATABASE_URL`. */
  readonly database: string
  /** The plan of the fork; undefined: the source's. */
  readonly forkPlan: string | undefined
  /** The app that the fork is attached to; undefined: the source's. */
  readonly forkApp: string | undefined
  /**
   * The addresses that this machine comes from, which a fork in a private space lets in by mutual
   * TLS: `203.0.113.7/32`. Undefined: no such endpoint is made.
   */
  readonly mtlsCidr: string | undefined
}

export interface NeonInputs {
  readonly name: 'neon'
  readonly apiKey: string
  readonly project: string
  /** The id or the name of the source; undefined: where `database-url` leads, else the default. */
  readonly branch: string | undefined
  /** The size of the fork's compute, in compute units; undefined: the project's default. */
  readonly forkPlan: string | undefined
}

/** Its credentials come from AWS's own chain. */
export interface RdsInputs {
  readonly name: 'rds'
  readonly instance: string
  /** Undefined: AWS_REGION, or what the chain knows. */
  readonly region: string | undefined
  /** The instance class of the fork; undefined: the source's. */
  readonly forkPlan: string | undefined
}
