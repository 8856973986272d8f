import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { contentsOf, schemaOf } from '../integration/compare-databases.ts'
import { startSource } from './source.ts'
import { WorkflowBed } from './workflow-bed.ts'

const [bed, server] = await Promise.all([WorkflowBed.make(), startSource(17)])
after(async () => {
  for (const each of [bed, server]) await each[Symbol.asyncDispose]()
})

for (const format of ['custom', 'directory']) {
  test(`another job downloads a ${format} backup and restores it with stock pg_restore`, async () => {
    const target = `restored_${format}`
    await server.createDatabase(target, 'TEMPLATE template0')
    const result = await bed.run('__tests__/e2e/workflows/artifact.yml', {
      secrets: { DATABASE_URL: server.url('shop'), TARGET_URL: server.url(target) },
      vars: { FORMAT: format, CLIENT_DIR: server.binDir },
    })
    assert.equal(result.status, 0, result.log)
    const contents = await contentsOf(server, target)
    assert.ok(contents['public.orders']?.startsWith('1000 '), 'something was compared')
    assert.deepEqual(contents, await contentsOf(server, 'shop'))
    assert.equal(await schemaOf(server, target), await schemaOf(server, 'shop'))
  })
}
