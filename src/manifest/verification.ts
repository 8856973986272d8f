import { createHash } from 'node:crypto'
import type { Manifest } from './manifest.ts'

export const MANIFEST_SUFFIX = '.manifest.json'
export const VERIFICATION_SUFFIX = '.verification.json'

/**
 * A later proof of a backup, beside its manifest as `<id>.verification.json`. It is bound to the
 * manifest by a hash: a record of another backup, or of one that was altered since, proves nothing.
 */
export interface Verification {
  readonly verificationVersion: 1
  readonly id: string
  readonly level: 'archive' | 'restore'
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly manifestSha256: string
  readonly tool: Manifest['tool']
}

export function verificationOf(
  manifest: Manifest,
  manifestBytes: Uint8Array,
  proof: Pick<Verification, 'level' | 'at' | 'tool'>,
): Verification {
  const manifestSha256 = sha256(manifestBytes)
  return { verificationVersion: 1, id: manifest.id, manifestSha256, ...proof }
}

/** Reads a record as hostile input; undefined where it does not prove this very manifest. */
export function parseVerification(
  record: Uint8Array,
  manifestBytes: Uint8Array,
): Pick<Verification, 'level'> | undefined {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(record).toString('utf8'))
  } catch {
    return undefined
  }
  const { verificationVersion, level, manifestSha256 } = (value ?? {}) as Partial<Verification>
  if (verificationVersion !== 1 || manifestSha256 !== sha256(manifestBytes)) return undefined
  return level === 'archive' || level === 'restore' ? { level } : undefined
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
