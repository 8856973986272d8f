import { networkRows, type RowName, writeRowNames } from './rows.ts'

export type Exemptions = Readonly<Partial<Record<RowName, string>>>

const noBucket = 'an artifact is in no bucket'
const noToken = 'the token of a run is the runner’s, and not looked at by the stand-in'

const ofAllArtifacts = {
  'a prefix may have any characters': 'an artifact has no prefix',
  'a bucket that is not there is E_BUCKET, before the dump': noBucket,
  'another region than the wanted one is E_REGION, and nothing is written':
    'nobody can say where GitHub keeps artifacts; region without a bucket is refused as an input',
  'wrong credentials are E_CREDENTIALS, before the dump': noToken,
  'reading from a bucket that is not there is E_BUCKET': noBucket,
  'of two writers of one backup one loses, and leaves the other’s as it is':
    'GitHub refuses a second artifact of a name, as in the next test; what it does with two at once is not documented',
  'bytes that are altered once are sent again':
    'the library sends no checksum of a block; that of the whole is compared at the end',
  'the pauses between attempts are short, and differ from one time to the next':
    'the library’s own: 3 s and half as much again, by chance',
} satisfies Exemptions

/** What does not apply to artifacts of this run. */
export const thisRun: Exemptions = {
  ...ofAllArtifacts,
  'reading with wrong credentials is E_CREDENTIALS': noToken,
}

/** What does not apply to those of an earlier run: nothing can be written there. */
export const anotherRun: Exemptions = {
  ...ofAllArtifacts,
  ...Object.fromEntries(
    [
      ...writeRowNames,
      ...networkRows.filter((row) =>
        /^(writing|the manifest|a manifest|bytes|the pauses|a connection)/.test(row),
      ),
    ].map((row) => [row, 'only the artifacts of this run can be written']),
  ),
}

/**
 * The library waits 3 s and more between its attempts, and 30 s for an answer: both in fractions
 * of that.
 *
 * @returns what undoes it
 */
export function shortenWaits(): () => void {
  const { setTimeout } = globalThis
  const shorten = (ms: number) => (ms === 30_000 ? 300 : ms >= 1000 ? 1 : ms)
  Object.assign(globalThis, {
    setTimeout: (work: () => void, ms = 0, ...rest: []) => setTimeout(work, shorten(ms), ...rest),
  })
  return () => Object.assign(globalThis, { setTimeout })
}
