import { UserError } from '../../errors.ts'
import type { ComputeSize } from './create-branch.ts'

/**
 * `fork-plan` of Neon: compute units, `4`, or from one number to another, `0.25-4`.
 *
 * @throws UserError `E_INPUT`
 */
export function computeSize(plan: string | undefined): ComputeSize | undefined {
  if (plan === undefined) return undefined
  const [, from = '', to = from] = /^(\d{1,3}(?:\.\d+)?)(?:-(\d{1,3}(?:\.\d+)?))?$/.exec(plan) ?? []
  const size = { min: Number(from), max: Number(to) }
  if (size.min > 0 && size.min <= size.max) return size
  throw new UserError(
    'E_INPUT',
    '`fork-plan` is not a size of a Neon compute.',
    'Give compute units as in `4`, or a range as in `0.25-4`.',
  )
}
