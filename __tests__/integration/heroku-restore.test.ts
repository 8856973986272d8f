import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type HerokuService, startHeroku } from '../../scripts/rig/heroku-service.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type Run, startCommandLine, startStep, Workplace } from './command-line.ts'
import { isSleeping, makeSources } from './killed-restore.ts'
import { eventually } from './watched-run.ts'

let server: PostgresServer
let place: Workplace
let heroku: HerokuService

before(async () => {
  server = await startPostgres({ major: 17 })
  place = await Workplace.make()
  heroku = await startHeroku()
  await makeSources(server, place)
})
after(async () => {
  await server?.stop()
  await place?.[Symbol.asyncDispose]()
  await heroku?.stop()
})

/** An app whose database is this one. */
async function appOf(database: string): Promise<void> {
  await server.createDatabase(database, 'TEMPLATE template0')
  heroku.source.url = server.url(database)
}

function restore(...flags: readonly string[]): Promise<Run> {
  const from = ['--client-dir', server.binDir, '--source', place.backups, '--name', 'nowhere']
  return startCommandLine(['restore', '--heroku-app', 'shop', ...from, ...flags], {
    ...place.environment,
    ...heroku.env,
    HEROKU_API_KEY: heroku.apiKey,
  }).finished
}

test('a backup is restored into the database of an app, whose URL nobody has written down', async () => {
  await appOf('target')
  const { status, log, everything } = await restore()
  assert.equal(status, 0, log)
  assert.match(log, /The target is shop::DATABASE\./)
  assert.match(log, /Restored nowhere-.* into "target"/)
  assert.deepEqual(await server.query('SELECT count(*)::int AS n FROM plain', 'target'), [
    { n: 100 },
  ])
  for (const secret of [heroku.apiKey, server.password]) assert.ok(!everything.includes(secret))
})

test('a follower cannot be restored into', async () => {
  await appOf('follower')
  heroku.source.shown = { Following: ['DATABASE'] }
  const { status, log } = await restore()
  heroku.source.shown = {}
  assert.equal(status, 1)
  assert.match(log, /E_INPUT: shop::DATABASE is a follower, which cannot be written to\./)
})

test('a database that is not there is said, and nothing is connected to', async () => {
  const { status, log } = await restore('--heroku-database', 'REPORTS_URL')
  assert.equal(status, 1)
  assert.match(log, /E_NOT_FOUND: The app shop has no database REPORTS_URL\./)
})

test('a restore that is killed is undone by its post step, which looks the target up again', async () => {
  await appOf('killed')
  await using folder = await Workplace.make()
  const state = path.join(folder.folder, 'state')
  await writeFile(state, '')
  const env = {
    ...folder.environment,
    ...heroku.env,
    'INPUT_CLIENT-DIR': server.binDir,
    'INPUT_HEROKU-APP': 'shop',
    'INPUT_HEROKU-API-KEY': heroku.apiKey,
    INPUT_SOURCE: place.backups,
    INPUT_NAME: 'data',
    GITHUB_ACTIONS: 'true',
    GITHUB_STATE: state,
    RUNNER_TEMP: folder.temporary,
  }
  const main = startStep('restore', env)
  await eventually(() => isSleeping(server), 'it loads', 30_000)
  main.child.kill('SIGKILL')
  await main.finished
  const saved = await readFile(state, 'utf8')
  assert.ok(!saved.includes(server.password) && !saved.includes(heroku.apiKey))
  const [, left = ''] = [...saved.matchAll(/^cleanup<<\S+\n(.*)\n/gm)].at(-1) ?? []
  const post = await startStep('post', { ...env, STATE_cleanup: left }).finished
  assert.equal(post.status, 0, post.everything)
  assert.match(post.everything, /The target database "killed" is as empty as it was\./)
  const tables = "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace"
  assert.deepEqual(await server.query(tables, 'killed'), [])
})
