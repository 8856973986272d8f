import assert from 'node:assert/strict'
import test from 'node:test'
import { requireNode } from '../../src/start.ts'

test('the command line names the Node.js it needs, and takes a newer one', () => {
  assert.throws(() => requireNode('20.20.2'), {
    code: 'E_INPUT',
    message: 'pg-backup needs Node.js 24 or newer, and this is 20.20.2.',
  })
  for (const version of ['24.0.0', '26.1.0']) requireNode(version)
})
