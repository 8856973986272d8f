import type { Manifest } from '../manifest/manifest.ts'
import type { DatabaseLocale } from '../target/target-facts.ts'

/**
 * The locales for a database to restore into on trial, the best first: the source's own, which its
 * partitions and checks of text may depend on, then those that at least know all letters, which
 * not every machine has either, then the one that is always there.
 *
 * @param major of the server that is to have it
 */
export function scratchLocales(
  { encoding, collation }: Pick<Manifest['source'], 'encoding' | 'collation'>,
  major: number,
): DatabaseLocale[] {
  const libc = (name: string): DatabaseLocale => {
    return { encoding, provider: 'libc', collate: name, ctype: name, locale: null, icuRules: null }
  }
  const other = (provider: 'icu' | 'builtin', locale: string): DatabaseLocale => {
    return { ...libc('C'), provider, locale }
  }
  const [, provider, locale = ''] = /^(icu|builtin):(.+)$/.exec(collation) ?? []
  const isOther = provider === 'icu' || provider === 'builtin'
  const source = isOther ? other(provider, locale) : libc(collation)
  if (encoding !== 'UTF8') return [source, libc('C')]
  const builtin = major >= 17 ? [other('builtin', 'C.UTF-8')] : []
  return [source, ...builtin, libc('C.UTF-8'), libc('C')]
}
