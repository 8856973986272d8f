import { UserError } from '../errors.ts'

/** Nobody has so many of anything: a service that tells of one more each time has lost its way. */
const MOST_PAGES = 1_000

export interface Page<Item> {
  readonly items: readonly Item[]
  /** What the next page is asked for by; undefined or empty: this is the last. */
  readonly next: string | undefined
}

/**
 * All of a list that is told page by page.
 *
 * @param ask is given nothing for the first page
 * @throws UserError `E_FORK` where the list has no end; what `ask` throws
 */
export async function allPages<Item>(
  provider: string,
  ask: (next: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = []
  let last: string | undefined
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { items, next } = await ask(last)
    all.push(...items)
    if (next === undefined || next === '' || next === last) return all
    last = next
  }
  throw new UserError('E_FORK', `${provider} tells a list that has no end.`, 'Run it again later.')
}
