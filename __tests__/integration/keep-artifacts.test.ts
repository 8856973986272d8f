import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type ResultsService, startResultsService } from '../../scripts/rig/results-service.ts'
import { startStep, Workplace } from './command-line.ts'
import { idOf, madeFiles } from './retention-bed.ts'
import { type GithubApi, startGithubApi } from './stand-ins/github-api.ts'
import { uploadArtifact } from './stand-ins/store-beds.ts'

let server: PostgresServer
before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('shop')
  await server.psql('create table orders (n int); create table gone (a int)', 'shop')
})
after(() => server?.stop())

async function fill(rows: number): Promise<void> {
  const insert = `insert into orders select generate_series(1, ${rows})`
  await server.psql(`truncate orders; ${insert}`, 'shop')
}

describe('artifacts of all runs', () => {
  let service: ResultsService
  let api: GithubApi
  before(async () => {
    service = await startResultsService()
    api = await startGithubApi(service)
  })
  after(async () => {
    await api?.[Symbol.asyncDispose]()
    await service?.stop()
  })

  /** A step of run 1, with what GitHub gives it. */
  async function step(place: Workplace, action: 'prune' | 'list' | 'backup', inputs: object) {
    const files = ['output', 'summary', 'state'].map((name) => path.join(place.folder, name))
    for (const file of files) await writeFile(file, '')
    const event = path.join(place.folder, 'event.json')
    await writeFile(event, JSON.stringify({ repository: { visibility: 'private' } }))
    const given = Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ])
    const run = await startStep(action, {
      ...place.environment,
      ...service.env('1'),
      ...Object.fromEntries(given),
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: api.url,
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: files[0] ?? '',
      GITHUB_STEP_SUMMARY: files[1] ?? '',
      GITHUB_STATE: files[2] ?? '',
      GITHUB_REPOSITORY: 'owner/repo',
      GITHUB_RUN_ID: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      RUNNER_TEMP: place.temporary,
    }).finished
    const written = await readFile(files[0] ?? '', 'utf8')
    const values = written.matchAll(/^([\w-]+)<<(ghadelimiter_\S+)\n(.*?)\n\2$/gms)
    const outputs = Object.fromEntries(
      [...values].map(([, name = '', , value = '']) => [name, value]),
    )
    return { ...run, outputs }
  }

  const names = () => service.artifacts.map(({ name }) => name).sort()
  const token = { 'github-token': 'token-with-actions-write' }

  test('prune removes those of other runs, and a backup with keep does too', async () => {
    await using place = await Workplace.make()
    const ids: string[] = []
    for (const days of [1, 2, 3, 4]) {
      const id = idOf(days)
      ids.push(id)
      await uploadArtifact(service, String(100 - days), '1', id, madeFiles(id, 900))
    }
    const keep = 'last=2'
    const shown = await step(place, 'prune', { ...token, keep })
    assert.equal(shown.status, 0, shown.everything)
    assert.deepEqual(names(), ids.toSorted())
    const done = await step(place, 'prune', { ...token, keep, 'dry-run': 'false' })
    assert.equal(done.status, 0, done.everything)
    assert.deepEqual(names(), ids.slice(0, 2).sort())
    const listed = await step(place, 'list', token)
    assert.equal(listed.outputs['latest'], ids[0])
    assert.equal(listed.outputs['count'], '2')
    // Without a token a step sees its own run alone.
    assert.equal((await step(place, 'list', {})).outputs['count'], '0')
    const made = await step(place, 'backup', {
      ...token,
      keep,
      'database-url': server.url('shop'),
      'client-dir': server.binDir,
      'shrink-limit': '100%',
    })
    assert.equal(made.status, 0, made.everything)
    assert.deepEqual(names(), [ids[0], made.outputs['backup-id']].sort())
    assert.deepEqual(JSON.parse(made.outputs['pruned'] ?? '')[0].removed, [ids[1]])
    assert.ok(!made.everything.includes('token-with') || /add-mask/.test(made.everything))
  })

  test('a backup is compared with the artifact of an earlier run', async () => {
    await using place = await Workplace.make()
    const id = idOf(0.5, 'sales')
    await uploadArtifact(service, '50', '1', id, madeFiles(id, 5000))
    await fill(1000)
    const inputs = {
      name: 'sales',
      'database-url': server.url('shop'),
      'client-dir': server.binDir,
    }
    const warned = await step(place, 'backup', { ...inputs, ...token })
    assert.equal(warned.status, 0, warned.everything)
    assert.match(warned.everything, /::warning::The rows fell by 80 %25, from 5,000 to 1,000/)
    const alone = await step(place, 'backup', inputs)
    assert.equal(alone.status, 0, alone.everything)
    assert.doesNotMatch(alone.everything, /::warning::(The rows|Not compared)/)
  })
})
