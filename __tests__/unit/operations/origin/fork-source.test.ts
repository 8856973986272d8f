import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import test, { type TestContext } from 'node:test'
import { systemClock } from '../../../../src/forks/clock.ts'
import type { ForkChoice } from '../../../../src/inputs/fork.ts'
import { findSource } from '../../../../src/operations/origin/fork-source.ts'
import { RunRecord } from '../../../../src/operations/records/record.ts'
import { parseConnection } from '../../../../src/postgres/parse-connection.ts'
import { recordingHost } from '../../destinations/recording-host.ts'

const made = { created_at: '2026-01-02T03:04:05Z' }
const orphan = (id: string, end: string) => {
  return { ...made, id, name: `pg-backup-fork-1-1-${end}`, parent_id: 'br-main' }
}

/** As much of Neon as is asked: a project with branches that can be deleted. */
async function startNeon() {
  const branches = new Map<string, object>([
    ['br-main', { ...made, id: 'br-main', name: 'main', default: true }],
    ['br-held', orphan('br-held', 'aaaaaaaa')],
    ['br-child', { ...made, id: 'br-child', name: 'child', parent_id: 'br-held' }],
    ['br-free', orphan('br-free', 'bbbbbbbb')],
  ])
  const server = createServer((request, response) => {
    const id = /\/branches\/([^?]+)/.exec(request.url ?? '')?.[1]
    if (request.method === 'DELETE' && id !== undefined) branches.delete(id)
    response.end(JSON.stringify({ branches: [...branches.values()], endpoints: [], project: {} }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { branches, address: `http://127.0.0.1:${port}`, server }
}

async function findAt(address: string, when: ForkChoice, url: string | undefined, t: TestContext) {
  t.mock.method(systemClock, 'sleep', async () => {})
  const host = { ...recordingHost(tmpdir()), environment: { NEON_API_URL: address } }
  const connection = url === undefined ? undefined : parseConnection(url, { environment: {} })
  const inputs = { apiKey: 'napi_key', project: 'late-frost-1' }
  const provider = { name: 'neon', ...inputs, branch: undefined, forkPlan: undefined } as const
  const fork = { when, thresholdBytes: 0, timeoutMs: 3_600_000, provider } as const
  const record = new RunRecord(host.log)
  return { ...(await findSource(host, { connection, fork }, record)), record }
}

const URL_OF_SOURCE = 'postgresql://u:p@127.0.0.1/shop'

test('an orphan that may not be destroyed keeps no other from it', async (t) => {
  const { branches, address, server } = await startNeon()
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { record } = await findAt(address, 'auto', URL_OF_SOURCE, t)
  assert.deepEqual([...branches.keys()], ['br-main', 'br-held', 'br-child'])
  assert.match(record.warnings.join('\n'), /^E_FORK_LEFT: .*aaaaaaaa.* child was made of it/m)
})

test('a provider that is down keeps nobody from a source that is reached without it', async (t) => {
  const nobody = 'http://127.0.0.1:1'
  const { connection, offer, refusal } = await findAt(nobody, 'auto', URL_OF_SOURCE, t)
  assert.deepEqual([connection?.database, offer, refusal?.code], ['shop', undefined, 'E_FORK'])
  const down = { code: 'E_FORK' }
  await assert.rejects(findAt(nobody, 'always', URL_OF_SOURCE, t), down)
  await assert.rejects(findAt(nobody, 'auto', undefined, t), down)
})
