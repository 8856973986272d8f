import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, unlinkSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { DefaultArtifactClient } from '@actions/artifact'
import { startResultsService } from '../../scripts/rig/results-service.ts'
import { openDestination } from '../../src/destinations/open-destination.ts'
import { errorLine } from '../../src/errors.ts'
import { recordingHost } from '../unit/destinations/recording-host.ts'

const root = await mkdtemp(join(tmpdir(), 'artifact-destination-'))
const service = await startResultsService(join(root, 'service'))
const events = {
  private: { repository: { private: true, visibility: 'private' } },
  public: { repository: { private: false, visibility: 'public' }, schedule: '0 3 * * *' },
  unknown: { schedule: '0 3 * * *' },
}
for (const [name, event] of Object.entries(events)) {
  await writeFile(join(root, `${name}.json`), JSON.stringify(event))
}

type Fault = (
  request: http.IncomingMessage,
  response: http.ServerResponse,
) => boolean | Promise<boolean>
/** Answers a request in the service's place, or lets it through by returning false. */
let fault: Fault = () => false
const requests: string[] = []

const front = http.createServer(async (request, response) => {
  requests.push(`${request.method} ${request.url}`)
  const handled = fault(request, response)
  // Nothing is awaited without need: a body that was not piped at once would be lost.
  if (handled === true || (handled !== false && (await handled))) return
  const { method, headers, url } = request
  const onward = http.request(new URL(url ?? '/', service.url), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
})
front.listen(0, '127.0.0.1')
await once(front, 'listening')
const runId = '4711'
Object.assign(process.env, {
  ...service.env(runId),
  ACTIONS_RESULTS_URL: `http://127.0.0.1:${(front.address() as AddressInfo).port}/`,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'owner/repo',
  GITHUB_RUN_ID: runId,
  GITHUB_RETENTION_DAYS: '30',
  GITHUB_EVENT_PATH: join(root, 'private.json'),
  GITHUB_WORKSPACE: root,
})

test.afterEach(() => {
  fault = () => false
  requests.length = 0
})
test.after(async () => {
  front.close()
  front.closeAllConnections()
  await service.stop()
  await rm(root, { recursive: true })
})

const name = 'shop'
const manifest = Buffer.from('{"manifestVersion":1}')
let backups = 0

function setUp(
  options: { retentionDays?: number; allowPublicArtifact?: boolean; encryption?: object } = {},
) {
  backups += 1
  const controller = new AbortController()
  const host = recordingHost(join(root, `host-${backups}`), controller.signal)
  const id = `shop-20261124T081500Z-${String(backups).padStart(6, '0')}`
  const { retentionDays, allowPublicArtifact = false, encryption } = options
  const settings = { destinations: [], retentionDays, allowPublicArtifact, encryption }
  const opened = openDestination({ kind: 'artifact' }, host, settings)
  return { host, controller, id, opened, spool: join(root, `host-${backups}`, 'temporary') }
}

async function backUp({ opened, id, controller }: ReturnType<typeof setUp>, bytes: Buffer) {
  const destination = await opened
  const { signal } = controller
  await destination.check({ name, estimatedBytes: bytes.length }, signal)
  const writer = await destination.begin({ name, id }, signal)
  try {
    const file = await writer.openFile(`${id}.dump`)
    for (let at = 0; at < bytes.length; at += 65_536) {
      await file.write(bytes.subarray(at, at + 65_536))
    }
    await file.close()
    return await writer.commit(`${id}.manifest.json`, manifest)
  } finally {
    await writer.abort()
  }
}

const lineOf = (work: Promise<unknown>) => work.then(() => 'no error', errorLine)
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const client = new DefaultArtifactClient()

async function artifactsNamed(name: string) {
  const { artifacts } = await client.listArtifacts()
  return artifacts.filter((artifact) => artifact.name === name)
}

test('uploads one artifact that holds the archive and the manifest', async () => {
  const run = setUp({ retentionDays: 7 })
  // Three blocks of the client's, in any order.
  const bytes = randomBytes(20_000_000)
  const stored = await backUp(run, bytes)
  const [artifact, ...others] = await artifactsNamed(run.id)
  assert.ok(artifact && others.length === 0)
  const url = `https://github.com/owner/repo/actions/runs/${runId}/artifacts/${artifact.id}`
  assert.deepEqual(stored, { location: url, artifact: { id: artifact.id, name: run.id, url } })
  assert.ok(artifact.size > bytes.length && artifact.size < bytes.length + 2000, 'not compressed')

  const path = join(root, 'downloaded')
  await client.downloadArtifact(artifact.id, { path })
  assert.deepEqual((await readdir(path)).sort(), [`${run.id}.dump`, `${run.id}.manifest.json`])
  assert.equal(sha256(await readFile(join(path, `${run.id}.dump`))), sha256(bytes))
  assert.ok(manifest.equals(await readFile(join(path, `${run.id}.manifest.json`))))
  assert.equal(run.host.left.size, 0)
  assert.deepEqual(await readdir(run.spool), [], 'the spool is freed')
})

test('keeps the folder of a directory archive', async () => {
  const { opened, id, controller } = setUp()
  const writer = await (await opened).begin({ name, id }, controller.signal)
  for (const path of ['toc.dat', '3001.dat']) {
    const file = await writer.openFile(`${id}/${path}`)
    await file.write(Buffer.from(path))
    await file.close()
  }
  const { artifact } = await writer.commit(`${id}.manifest.json`, manifest)
  assert.ok(artifact)
  const path = join(root, 'folder')
  await client.downloadArtifact(artifact.id, { path })
  assert.equal(await readFile(join(path, id, '3001.dat'), 'utf8'), '3001.dat')
  assert.ok(existsSync(join(path, id, 'toc.dat')))
})

test('a public repository is refused, and so is one of which nothing is known', async (t) => {
  t.after(() => Object.assign(process.env, { GITHUB_EVENT_PATH: join(root, 'private.json') }))
  const bytes = randomBytes(100)
  for (const event of ['public.json', 'unknown.json', 'missing.json', 'service']) {
    process.env['GITHUB_EVENT_PATH'] = join(root, event)
    const line = await lineOf(backUp(setUp(), bytes))
    assert.match(line, /^E_PUBLIC_ARTIFACT: .* Set allow-public-artifact to true if anyone may/)
  }
  assert.deepEqual(requests, [], 'nothing was sent')
  const run = setUp({ allowPublicArtifact: true })
  process.env['GITHUB_EVENT_PATH'] = join(root, 'public.json')
  assert.ok((await backUp(run, bytes)).artifact)
  assert.match(run.host.lines.join('\n'), /^warning: The repository is public/)
  const sealed = setUp({ encryption: { recipients: [] } })
  assert.ok((await backUp(sealed, bytes)).artifact)
  assert.deepEqual(sealed.host.lines, [], 'what only a key opens may lie anywhere')
})

test('outside of an action, and on GitHub Enterprise Server, it says so before the dump', async (t) => {
  const saved = { ...process.env }
  t.after(() => Object.assign(process.env, saved))
  process.env['GITHUB_SERVER_URL'] = 'https://ghes.example.com'
  assert.match(
    await lineOf(backUp(setUp(), manifest)),
    /^E_UPLOAD: .*ghes\.example\.com.* Name a folder or a bucket/,
  )
  delete process.env['ACTIONS_RUNTIME_TOKEN']
  assert.match(await lineOf(backUp(setUp(), manifest)), /^E_INPUT: Artifacts exist only for an act/)
})

test('a longer retention than the repository allows is told and clipped', async () => {
  let expires: string | undefined
  fault = (request) => {
    if (request.url?.endsWith('/CreateArtifact')) {
      request.on('data', (data) => {
        expires = JSON.parse(String(data)).expires_at
      })
    }
    return false
  }
  const run = setUp({ retentionDays: 400 })
  await backUp(run, randomBytes(100))
  assert.deepEqual(run.host.lines, [
    'warning: The artifact is kept for 30 days, not 400: the repository allows no more.',
  ])
  const days = (Date.parse(expires ?? '') - Date.now()) / 86_400_000
  assert.ok(days > 28.9 && days < 30.1, `${days} days`)
})

test('the same name twice in a run', async () => {
  const run = setUp()
  await backUp(run, randomBytes(100))
  assert.match(
    await lineOf(backUp(run, randomBytes(100))),
    /^E_UPLOAD: .*\(409\).*exists.* Run the backup again: it gets a new name\.$/,
  )
  assert.equal((await artifactsNamed(run.id)).length, 1)
})

test('an upload that was cut keeps its name taken: the next attempt has another', async () => {
  let cuts = 1
  fault = (request, response) => {
    if (!request.url?.startsWith('/blob/') || cuts-- <= 0) return false
    // The library sends a request of its own again unless it is told that it may not.
    request.resume()
    response.writeHead(403, { 'x-ms-error-code': 'ECONNRESET' })
    response.end('<Error><Code>ECONNRESET</Code><Message>ECONNRESET</Message></Error>')
    return true
  }
  const run = setUp()
  const { artifact, location } = await backUp(run, randomBytes(100_000))
  assert.equal(location, artifact?.url)
  assert.deepEqual(await artifactsNamed(run.id), [])
  const [second] = await artifactsNamed(`${run.id}.2`)
  assert.equal(second?.id, artifact?.id)
  assert.equal(artifact?.name, `${run.id}.2`)
  assert.deepEqual(await readdir(run.spool), [])
})

test('a full quota', async () => {
  fault = answer('/CreateArtifact', 429, { code: 'resource_exhausted', msg: 'insufficient usage' })
  const run = setUp()
  const line = await lineOf(backUp(run, randomBytes(100)))
  assert.match(line, /^E_UPLOAD: .*quota has been hit.* Delete artifacts .* or use a bucket\.$/)
  assert.deepEqual(await readdir(run.spool), [])
})

test('a service that keeps failing leaves nothing', async (t) => {
  // The client waits 3 s and more between its five attempts.
  const { setTimeout } = globalThis
  t.after(() => Object.assign(globalThis, { setTimeout }))
  Object.assign(globalThis, {
    setTimeout: (work: () => void, ms = 0, ...rest: []) =>
      setTimeout(work, ms >= 1000 ? 1 : ms, ...rest),
  })
  for (const step of ['/CreateArtifact', '/FinalizeArtifact']) {
    fault = answer(step, 500, { code: 'internal', msg: 'out of order' })
    const run = setUp()
    const line = await lineOf(backUp(run, randomBytes(100)))
    assert.match(line, /^E_UPLOAD: .*5 attempts.*\(500\).*out of order\. Run it again later/)
    assert.deepEqual(await artifactsNamed(run.id), [])
    assert.deepEqual(await readdir(run.spool), [])
  }
})

test('storage that refuses the bytes', async () => {
  fault = (request, response) => {
    if (!request.url?.startsWith('/blob/')) return false
    request.resume()
    response.writeHead(403, { 'x-ms-error-code': 'AuthenticationFailed' })
    response.end('<Error><Code>AuthenticationFailed</Code><Message>sig=topsecret</Message></Error>')
    return true
  }
  const run = setUp()
  const line = await lineOf(backUp(run, randomBytes(100)))
  assert.match(line, /^E_UPLOAD: The artifact .* could not be uploaded: /)
  assert.doesNotMatch(line, /http:|op=PUT/)
  assert.deepEqual(await artifactsNamed(run.id), [])
})

test('a cancelled upload ends at once; if it completes all the same, it is deleted', {
  timeout: 30_000,
}, async () => {
  const run = setUp()
  const uploading = Promise.withResolvers<void>()
  const storage = Promise.withResolvers<void>()
  const deleted = Promise.withResolvers<void>()
  fault = async (request, response) => {
    if (request.url?.endsWith('/DeleteArtifact')) response.on('close', deleted.resolve)
    if (!request.url?.startsWith('/blob/')) return false
    uploading.resolve()
    await storage.promise
    return false
  }
  const ended = backUp(run, randomBytes(100))
  await uploading.promise
  run.controller.abort()
  await assert.rejects(ended, { name: 'AbortError' })
  assert.deepEqual(await artifactsNamed(run.id), [])
  assert.deepEqual(await readdir(run.spool), [])
  assert.equal(run.host.left.size, 0)

  storage.resolve()
  await deleted.promise
  assert.deepEqual(await artifactsNamed(run.id), [])
})

test('an artifact that lacks the archive is deleted, and an error', async () => {
  const run = setUp()
  fault = (request) => {
    // The client leaves out a file that vanishes before it is zipped with a mere warning.
    if (request.url?.endsWith('/CreateArtifact')) {
      unlinkSync(join(run.spool, 'artifact', name, `${run.id}.dump`))
    }
    return false
  }
  const line = await lineOf(backUp(run, randomBytes(1_000_000)))
  assert.match(line, /^E_INTEGRITY: .* fewer than the \d+ of the backup, and was deleted\. Run/)
  assert.deepEqual(await artifactsNamed(run.id), [])
})

function answer(step: string, status: number, body: object): Fault {
  return (request, response) => {
    if (!request.url?.endsWith(step)) return false
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    return true
  }
}
