import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { promisify } from 'node:util'

test('the post step hides the secrets of its environment, too', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'pg-backup-test-'))
  t.after(() => rm(folder, { recursive: true }))
  const secret = 'wJalrXUtnFEMI7MDENGbPxRfiCYEXAMPLEKEY'
  const task = { kind: 'remove-unfinished', destination: 'file:///nowhere', key: `a/${secret}` }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', `await (await import('./src/run.ts')).runPost()`],
    {
      env: {
        ...{ PATH: process.env['PATH'], RUNNER_TEMP: folder, AWS_SECRET_ACCESS_KEY: secret },
        STATE_cleanup: JSON.stringify([task]),
      },
    },
  )
  const lines = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  assert.match(lines.join('\n'), /remove what is left of a\/\*\*\* at file:/)
  assert.ok(!lines.some((line) => line.includes(secret)))
})
