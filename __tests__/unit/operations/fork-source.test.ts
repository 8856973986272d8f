import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import test from 'node:test'
import { findSource } from '../../../src/operations/fork-source.ts'
import { RunRecord } from '../../../src/operations/record.ts'
import { parseConnection } from '../../../src/postgres/parse-connection.ts'
import { recordingHost } from '../destinations/recording-host.ts'

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

test('an orphan that may not be destroyed keeps no other from it', async (t) => {
  const { branches, address, server } = await startNeon()
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = { ...recordingHost(tmpdir()), environment: { NEON_API_URL: address } }
  const connection = parseConnection('postgresql://u:p@127.0.0.1/shop', { environment: {} })
  const inputs = { apiKey: 'napi_key', project: 'late-frost-1' }
  const provider = { name: 'neon', ...inputs, branch: undefined, forkPlan: undefined } as const
  const fork = { when: 'auto', thresholdBytes: 0, timeoutMs: 3_600_000, provider } as const
  const record = new RunRecord(host.log)
  await findSource(host, { connection, fork }, record)
  assert.deepEqual([...branches.keys()], ['br-main', 'br-held', 'br-child'])
  assert.match(record.warnings.join('\n'), /^E_FORK_LEFT: .*aaaaaaaa.* child was made of it/m)
})
