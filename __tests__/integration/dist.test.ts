import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import test from 'node:test'

const project = join(import.meta.dirname, '../..')

test('dist/ is what src/ makes, byte for byte, and every entry in it runs', () => {
  const script = join(project, 'scripts/check-dist.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
})
