import type { ActionName, InputDefinition, SharedInput } from './definition.ts'
import { BACKUP_CHOICE_INPUTS } from './definitions/backup-choice.ts'
import { CLIENT_INPUTS } from './definitions/client.ts'
import { CONNECTION_INPUTS, GENERAL_INPUTS } from './definitions/connection.ts'
import { ALLOWANCE_INPUTS, DESTINATION_INPUTS } from './definitions/destination.ts'
import { ARCHIVE_INPUTS, DUMP_INPUTS, LOAD_INPUTS } from './definitions/dump.ts'
import { DECRYPTION_INPUTS, ENCRYPTION_INPUTS } from './definitions/encryption.ts'
import { FORK_INPUTS } from './definitions/fork.ts'
import { PROOF_INPUTS } from './definitions/proof.ts'
import { LISTING_INPUTS, RETENTION_INPUTS, SHRINK_INPUTS } from './definitions/retention.ts'
import { OWNERSHIP_INPUTS, SELECTION_INPUTS } from './definitions/selection.ts'
import { TARGET_INPUTS } from './definitions/target.ts'

/** All inputs of all actions, in the order of the documentation. */
export const INPUTS = [
  ...CONNECTION_INPUTS,
  ...BACKUP_CHOICE_INPUTS,
  ...DECRYPTION_INPUTS,
  ...TARGET_INPUTS,
  ...ARCHIVE_INPUTS,
  ...SELECTION_INPUTS,
  ...OWNERSHIP_INPUTS,
  ...LOAD_INPUTS,
  ...DUMP_INPUTS,
  ...FORK_INPUTS,
  ...DESTINATION_INPUTS,
  ...ENCRYPTION_INPUTS,
  ...RETENTION_INPUTS,
  ...LISTING_INPUTS,
  ...PROOF_INPUTS,
  ...SHRINK_INPUTS,
  ...CLIENT_INPUTS,
  ...ALLOWANCE_INPUTS,
  ...GENERAL_INPUTS,
] as const satisfies readonly SharedInput[]

export type InputName = (typeof INPUTS)[number]['name']

/** The inputs of one action, as it has them. */
export function inputsOf(action: ActionName): readonly InputDefinition[] {
  const inputs: readonly SharedInput[] = INPUTS
  return inputs.flatMap(({ actions, differs, ...input }) =>
    actions.includes(action) ? [{ ...input, ...differs?.[action] }] : [],
  )
}

/** The names of all inputs that hold a secret. */
export function secretInputs(): readonly string[] {
  const inputs: readonly SharedInput[] = INPUTS
  return inputs.filter(({ secret }) => secret).map(({ name }) => name)
}
