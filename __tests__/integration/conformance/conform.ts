import { after, before, describe, test } from 'node:test'
import type { Place } from './place.ts'
import { type RowName, rows } from './rows.ts'

/** Kinds of destinations, and how the server of each is started. */
export type Places = Readonly<Record<string, () => Promise<Place>>>

/** Makes a test of every row for every kind; what does not apply to one says why. */
export function conform(places: Places): void {
  for (const [kind, start] of Object.entries(places)) {
    // The tests of one kind see what the others put there, so they take turns.
    describe(kind, { concurrency: 1 }, () => conformAt(start))
  }
}

function conformAt(start: () => Promise<Place>): void {
  let place: Place
  before(async () => {
    place = await start()
  })
  after(() => place?.[Symbol.asyncDispose]())
  for (const [name, row] of Object.entries(rows)) {
    test(name, { timeout: 60_000 }, (t) => {
      const reason = place.exempt[name as RowName]
      return reason === undefined ? row(place, t) : t.skip(reason)
    })
  }
}
