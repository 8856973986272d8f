import type { Environment } from './host.ts'

/** Secrets that services take from the environment, by their standard names. */
export const SECRET_VARIABLES: readonly string[] = [
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'GITHUB_TOKEN',
]

/**
 * The variables of this process, as they are now. The named ones are then taken out of it, so that
 * no child process inherits them by accident.
 */
export function takeEnvironment(secretVariables: readonly string[]): Environment {
  const environment = { ...process.env }
  for (const name of secretVariables) delete process.env[name]
  return environment
}

/** Someone may stop reading our log (`| head`): that is no reason to stop a backup. */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
