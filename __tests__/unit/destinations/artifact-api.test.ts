import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { ArtifactApi } from '../../../src/destinations/artifact-api.ts'

const { signal } = new AbortController()

async function api(t: TestContext, answer: RequestListener): Promise<ArtifactApi> {
  const server = createServer(answer)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const repository = { repositoryOwner: 'shop', repositoryName: 'web', token: 'ghs_0' }
  return new ArtifactApi({ ...repository, apiUrl: `http://127.0.0.1:${port}` })
}

test('a repository that has moved is no empty list, and nothing in it is removed', async (t) => {
  const moved = await api(t, (_request, response) => {
    response.writeHead(301, { location: 'https://api.github.com/repositories/1' })
    response.end('{"message":"Moved Permanently"}')
  })
  const failure = { code: 'E_DOWNLOAD', message: /Moved Permanently/ }
  await assert.rejects(Array.fromAsync(moved.list(signal)), failure)
  await assert.rejects(moved.remove(7, 'a', signal), failure)
  await assert.rejects(moved.address(7, 'a', signal), failure)
})

test('a page that was cut off is asked for again', async (t) => {
  let requests = 0
  const cutting = await api(t, (_request, response) => {
    requests += 1
    if (requests > 1) return response.end('{"artifacts":[{"id":1}]}')
    response.writeHead(200, { 'content-length': '100' })
    return response.write('{"artifacts":[', () => response.destroy())
  })
  assert.deepEqual(await Array.fromAsync(cutting.list(signal)), [{ id: 1 }])
  assert.equal(requests, 2)
})

test('an artifact that is removed meanwhile hides no other', async (t) => {
  const ids = Array.from({ length: 201 }, (_, index) => 201 - index)
  const shrinking = await api(t, ({ url = '' }, response) => {
    const page = Number(/[?&]page=(\d+)/.exec(url)?.[1])
    // After the first page, which had it.
    if (page === 2 && ids[0] === 201) ids.shift()
    const artifacts = ids.slice((page - 1) * 100, page * 100).map((id) => ({ id }))
    response.end(JSON.stringify({ total_count: ids.length, artifacts }))
  })
  const found = new Set<unknown>()
  for await (const item of shrinking.list(signal)) found.add((item as { id: number }).id)
  assert.equal(found.size, 201)
})
