import type { Environment } from './host.ts'

/** Secrets that services take from the environment, by their standard names. */
const SECRET_VARIABLES: readonly string[] = [
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_CLIENT_SECRET',
  'AZURE_STORAGE_CONNECTION_STRING',
  'AZURE_STORAGE_KEY',
  'AZURE_STORAGE_SAS_TOKEN',
  'GITHUB_TOKEN',
  'HEROKU_API_KEY',
  'IDENTITY_HEADER',
  'NEON_API_KEY',
]

/**
 * The secrets of an environment. Of what Azure puts together (a connection string, a signature with
 * its parameters) also each part that is secret by itself.
 */
export function secretsOf(environment: Environment): string[] {
  const whole = SECRET_VARIABLES.map((name) => environment[name] ?? '')
  const parts = ['AZURE_STORAGE_CONNECTION_STRING', 'AZURE_STORAGE_SAS_TOKEN'].flatMap((name) => {
    const text = environment[name] ?? ''
    return [...text.matchAll(/(?:AccountKey|SharedAccessSignature|sig)=([^;&]+)/gi)]
  })
  return [...whole, ...parts.map(([, value = '']) => value)].filter(Boolean)
}

/**
 * The variables of this process, as they are now. The named ones are then taken out of it, so that
 * no child process inherits them by accident.
 */
export function takeEnvironment(secretVariables: readonly string[]): Environment {
  const environment = { ...process.env }
  for (const name of secretVariables) delete process.env[name]
  return environment
}

/** What became of the outputs on standard output. */
export interface Outputs {
  /** Why they are lost; undefined: they are not, or nobody reads them any more. */
  readonly failure: Error | undefined
}

/** Someone may stop reading our log (`| head`), or have no space: no reason to stop a backup. */
export function watchOutputs(): Outputs {
  let failure: Error | undefined
  process.stderr.on('error', () => {})
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failure = error
  })
  return {
    get failure() {
      return failure
    },
  }
}
