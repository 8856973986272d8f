import assert from 'node:assert/strict'
import test from 'node:test'
import { lint, linters } from '../scripts/lint.ts'

for (const linter of linters) {
  test(`${linter.name} finds nothing`, async () => {
    const { status, output } = await lint(linter)
    assert.equal(status, 0, output)
  })
}
