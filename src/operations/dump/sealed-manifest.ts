import type { BackupInputs } from '../../inputs/backup.ts'
import { detailsText, withSealedDetails } from '../../manifest/details.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Seal } from '../../seal/seal.ts'

interface SealedRun {
  readonly inputs: Pick<BackupInputs, 'manifestDetail'>
  readonly seal: Seal | undefined
}

/**
 * The manifest as it is kept and shown: its details are encrypted, unless that is not wanted. It is
 * made only once the files are known to be readable, as far as this run can know it.
 */
export async function sealedManifest(
  { inputs, seal }: SealedRun,
  manifest: Manifest,
): Promise<Manifest> {
  await seal?.proven()
  if (seal === undefined || inputs.manifestDetail === 'full') return manifest
  return withSealedDetails(manifest, await seal.text(detailsText(manifest)))
}
