import { mkdir } from 'node:fs/promises'
import { run } from '../../scripts/rig/command.ts'

/** A file system of a few megabytes at `folder`; or the reason why there can be none here. */
export async function mountSmallDisk(
  folder: string,
  megabytes: number,
): Promise<AsyncDisposable | string> {
  await mkdir(folder, { recursive: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  } catch (error) {
    return `No small disk can be mounted: ${(error as Error).message.trim()}`
  }
  return {
    async [Symbol.asyncDispose]() {
      await run('umount', [folder])
    },
  }
}
