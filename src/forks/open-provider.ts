import type { ProviderInputs } from '../inputs/fork.ts'
import type { ForkContext, ForkProvider } from './fork.ts'

/** Loads the provider that is meant, and no other: each brings its own API with it. */
export async function openProvider(
  inputs: ProviderInputs,
  context: ForkContext,
): Promise<ForkProvider> {
  switch (inputs.name) {
    case 'heroku': {
      const { herokuProvider } = await import('./heroku/heroku.ts')
      return herokuProvider(inputs, context)
    }
    case 'neon': {
      const { neonProvider } = await import('./neon/neon.ts')
      return neonProvider(inputs, context)
    }
    case 'rds': {
      const { rdsProvider } = await import('./rds/rds.ts')
      return rdsProvider(inputs, context)
    }
  }
}
