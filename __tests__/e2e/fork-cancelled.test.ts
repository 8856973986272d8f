import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { makeBed } from '../integration/stand-ins/s3-bed.ts'
import { eventually } from '../integration/watched-run.ts'
import { FORK_EXAMPLES, startProvider } from './fork-examples.ts'
import { startFrankfurt } from './frankfurt.ts'
import { startSource } from './source.ts'
import { stepsOf, WorkflowBed } from './workflow-bed.ts'

/** The runner kills the step of an example once its provider has a fork; its post step remains. */
const [bed, server, store] = await Promise.all([WorkflowBed.make(), startSource(17), makeBed()])
const proxy = await startFrankfurt(store.server.endpoint)
after(async () => {
  for (const each of [bed, server, proxy, store]) await each[Symbol.asyncDispose]()
})
await store.server.createBucket('acme-backups')
const { AWS_REGION: _, ...keys } = store.server.env
const aws = { ...keys, AWS_ENDPOINT_URL_S3: proxy.endpoint }

for (const file of FORK_EXAMPLES) {
  test(`examples/${file}, killed: the post step destroys the fork`, async () => {
    const provider = await startProvider(file, server, store.server.accessKeyId)
    try {
      await using run = await bed.start(`examples/${file}`, { aws, ...provider.settings })
      await eventually(() => provider.state().left.length > 0, 'there is a fork')
      run.cancel()
      const result = await run.result()
      assert.equal(result.status, 1, result.log)
      assert.deepEqual(stepsOf(result), ['Main failure', 'Post success'], result.log)
      assert.match(result.log, /destroy the fork pg-backup-fork-\d+-\d+-\d+[hm]-\w{8}/)
      assert.deepEqual(provider.state(), { left: [], deleted: 1 }, result.log)
    } finally {
      await provider.stop()
    }
  })
}
