import type { ForkProviderName } from '../forks/fork.ts'
import type { Host } from '../host/host.ts'
import type { InputName } from './definitions.ts'
import type { ProviderInputs } from './fork.ts'

/** The standard variables of the providers' own programs. */
export const KEY_VARIABLES = { heroku: 'HEROKU_API_KEY', neon: 'NEON_API_KEY' } as const

/**
 * The inputs of one provider, its key hidden. What is missing is an empty text: the post step, and
 * a run that cleans up after another, need no more than the key.
 *
 * @param text the text of an input; undefined where it was left out
 */
export function providerInputs(
  host: Pick<Host, 'addSecret' | 'environment'>,
  name: ForkProviderName,
  text: (input: InputName) => string | undefined,
): ProviderInputs {
  const forkPlan = text('fork-plan')
  if (name === 'rds') {
    return { name, instance: text('rds-instance') ?? '', region: text('rds-region'), forkPlan }
  }
  const apiKey = text(`${name}-api-key`) || host.environment[KEY_VARIABLES[name]]?.trim() || ''
  host.addSecret(apiKey)
  if (name === 'neon') {
    const branch = text('neon-branch')
    return { name, apiKey, project: text('neon-project') ?? '', branch, forkPlan }
  }
  return {
    name,
    apiKey,
    app: text('heroku-app') ?? '',
    database: text('heroku-database') ?? 'DATABASE_URL',
    forkPlan,
    forkApp: text('fork-app'),
    mtlsCidr: text('heroku-mtls-cidr'),
  }
}
