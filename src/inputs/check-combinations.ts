import type { BackupInputs, DestinationUrl } from './backup.ts'

/** What the checks look at. */
export type Combination = Pick<
  BackupInputs,
  | 'format'
  | 'compression'
  | 'jobs'
  | 'rateLimit'
  | 'verify'
  | 'verifySql'
  | 'destinations'
  | 'region'
  | 'retentionDays'
  | 'keep'
  | 'githubToken'
  | 'encryption'
  | 'manifestDetail'
  | 'client'
>

/**
 * Inputs that are right each by itself and contradict each other. Every contradiction is named:
 * ignoring one of two inputs would be a guess at which was meant.
 *
 * @returns a sentence for each; none if all is well
 */
export function checkCombinations(inputs: Combination): string[] {
  return [
    ...checkFormat(inputs),
    ...checkRateLimit(inputs),
    ...checkVerifySql(inputs),
    ...checkDestinations(inputs),
    ...checkColdStorage(inputs),
    ...checkEncryption(inputs),
    ...checkClient(inputs.client),
  ]
}

function checkFormat({ format, compression, jobs }: Combination): string[] {
  const problems: string[] = []
  const method = compression === 'auto' ? 'auto' : compression.method
  if (jobs !== 'auto' && jobs > 1 && format !== 'directory') {
    problems.push(
      `jobs: ${jobs} needs format: directory, the only one that pg_dump writes in parallel.`,
    )
  }
  if (format === 'tar' && method !== 'auto' && method !== 'none') {
    problems.push(`compression: pg_dump cannot compress tar. Use format: custom, or leave it out.`)
  }
  if (format === 'plain' && method === 'lz4') {
    problems.push('compression: plain SQL in lz4 cannot be read back. Use zstd, gzip or none.')
  }
  return problems
}

/** pg_dump has no such option: it is the read-back, taking its bytes slowly, that holds it back. */
function checkRateLimit({ format, verify, rateLimit }: Combination): string[] {
  if (rateLimit === undefined) return []
  if (format === 'directory') {
    return ['rate-limit: pg_dump writes the directory format by itself, as fast as it can.']
  }
  if (verify === 'none') return ['rate-limit needs verify: archive, which holds the dump back.']
  return []
}

function checkVerifySql({ verify, verifySql }: Combination): string[] {
  if (verify === 'restore' || verifySql.length === 0) return []
  return ['verify-sql needs verify: restore: it runs in the database of the test restore.']
}

function checkDestinations(inputs: Combination): string[] {
  const { destinations, region, retentionDays, keep, githubToken } = inputs
  const problems: string[] = []
  const has = (kind: DestinationUrl['kind']) => destinations.some((one) => one.kind === kind)
  if (retentionDays !== undefined && !has('artifact')) {
    problems.push('retention-days is about artifacts, and no destination is one.')
  }
  if (region !== undefined && !(has('s3') || has('gs') || has('az'))) {
    problems.push('region is about buckets, and no destination is one.')
  }
  if (keep !== undefined && has('artifact') && githubToken === undefined) {
    problems.push('keep needs github-token to remove artifacts, of a job with actions: write.')
  }
  const places = destinations.map(placeOf)
  if (new Set(places).size < places.length) {
    problems.push('destination: the same place is given twice.')
  }
  return problems
}

/** A passphrase takes a second and 256 MiB for each file, so that it cannot be guessed. */
function checkEncryption({ encryption, manifestDetail, format }: Combination): string[] {
  if (encryption === undefined) {
    return manifestDetail === 'full'
      ? []
      : ['manifest-detail: sealed needs encrypt-to or encrypt-passphrase.']
  }
  if ('recipients' in encryption || format !== 'directory') return []
  return [
    'encrypt-passphrase: format: directory has a file for each table, and each would take a second. Use encrypt-to, or format: custom.',
  ]
}

/** What is in these classes of S3 can be read hours after it was asked for. */
const COLD_CLASSES = ['GLACIER', 'DEEP_ARCHIVE']

/** A test restore reads the archive back from the first destination. */
function checkColdStorage({ verify, destinations: [first] }: Combination): string[] {
  if (verify !== 'restore' || first?.kind !== 's3') return []
  if (!COLD_CLASSES.includes(first.storageClass ?? '')) return []
  return [
    `verify: restore reads the archive back, and ${first.storageClass} gives nothing back for hours. Use verify: archive, GLACIER_IR, or name another destination first.`,
  ]
}

/** The same text for the same place, however it was written. */
function placeOf(destination: DestinationUrl): string {
  switch (destination.kind) {
    case 'artifact':
      return 'artifact'
    case 's3':
    case 'gs':
      return `${destination.kind} ${destination.endpoint ?? ''} ${destination.bucket}/${destination.prefix}`
    case 'az':
      return `az ${destination.endpoint ?? ''} ${destination.account}/${destination.container}/${destination.prefix}`
    case 'file':
      return `file ${destination.directory}`
  }
}

/** Pure, and the same for all actions. */
export function checkClient({
  source,
  directory,
  mirror,
  mirrorKey,
}: Combination['client']): string[] {
  const problems: string[] = []
  if (directory !== undefined && source !== 'auto') {
    problems.push(`client-dir takes the place of every source. Leave out client-source: ${source}.`)
  }
  if (mirror !== undefined && directory !== undefined) {
    problems.push('client-dir takes the place of every source. Leave out client-mirror.')
  }
  if (mirror !== undefined && (source === 'system' || source === 'wheel')) {
    problems.push(`client-mirror is an apt repository, and client-source is ${source}.`)
  }
  if (mirrorKey !== undefined && mirror === undefined) {
    problems.push('client-mirror-key needs client-mirror.')
  }
  return problems
}
