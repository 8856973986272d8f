import type { DBInstance } from '@aws-sdk/client-rds'
import { TIME_TAG } from './restore-request.ts'

export function tagOf({ TagList }: DBInstance, key: string): string | undefined {
  return TagList?.find(({ Key }) => Key === key)?.Value
}

/** When an instance was made. RDS tells once it is up; until then, our own tag knows. */
export function madeAt(instance: DBInstance): Date | undefined {
  const asked = Date.parse(tagOf(instance, TIME_TAG) ?? '')
  return instance.InstanceCreateTime ?? (Number.isNaN(asked) ? undefined : new Date(asked))
}
