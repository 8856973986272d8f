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
  const known = /^(icu|builtin):(.+)$/.exec(collation)
  const provider = known?.[1] === 'icu' ? 'icu' : 'builtin'
  const source = known ? { ...libc('C'), provider, locale: known[2] ?? null } : libc(collation)
  const unicode = encoding === 'UTF8' ? [libc('C.UTF-8')] : []
  const builtin = { ...libc('C'), provider: 'builtin', locale: 'C.UTF-8' } as const
  if (encoding === 'UTF8' && major >= 17) unicode.unshift(builtin)
  return [source, ...unicode, libc('C')]
}
