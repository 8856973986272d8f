import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { keepFolder } from './folder.ts'

const VERSION = '1.3.2'

/**
 * The folder with `age`, `age-keygen` and `age-plugin-batchpass` (which takes a passphrase from
 * AGE_PASSPHRASE instead of a terminal), built by Go from the author's own module.
 */
export function age(): Promise<string> {
  return keepFolder(`age-${VERSION}`, async (folder) => {
    // The module cache goes with the temporary folder; -modcacherw because Go's is read-only.
    const env = { GOBIN: folder, GOPATH: join(folder, 'gopath'), GOFLAGS: '-modcacherw' }
    await run('go', ['install', `filippo.io/age/cmd/...@v${VERSION}`], { env, timeout: 240_000 })
    await rm(join(folder, 'gopath'), { recursive: true, force: true })
  })
}
