import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startResultsService } from '../../scripts/rig/results-service.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { type KeyPair, keyPair, stockDecrypt } from './age-tools.ts'
import { type Run, startCommandLine, startStep, Workplace } from './command-line.ts'
import { startCopy } from './copy-bed.ts'
import { freshDatabase, restoreBackup } from './restore-bed.ts'

const idOf = (backup: { readonly id: string }) => backup.id
const REPLACE = ['--mode=clean', '--confirm=target']

describe('an encrypted safety backup', () => {
  let server: PostgresServer
  let place: Workplace
  /** Of the backup, and of the safety backup. */
  let key: KeyPair
  let safetyKey: KeyPair
  before(async () => {
    server = await startPostgres({ major: 17 })
    place = await Workplace.make()
    key = await keyPair()
    safetyKey = await keyPair()
    await server.createDatabase('source')
    await server.psql('create table wanted as select 1 as a', 'source')
    for (const [name, recipient] of [
      ['source', key.recipient],
      ['open', 'none'],
    ] as const) {
      const where = ['--client-dir', server.binDir, '--destination', place.backups]
      const how = ['--name', name, '--encrypt-to', recipient]
      const environment = { ...place.environment, PG_BACKUP_DATABASE_URL: server.url('source') }
      const taken = await startCommandLine(['backup', ...where, ...how], environment).finished
      assert.equal(taken.status, 0, taken.log)
    }
  })
  after(async () => {
    await server?.stop()
    await place?.[Symbol.asyncDispose]()
  })

  const identity = () => ({ PG_BACKUP_DECRYPT_IDENTITY: key.identity })

  async function fullTarget(): Promise<void> {
    await freshDatabase(server, 'target')
    await server.psql('create table salaries as select 42 as amount', 'target')
  }

  const isBack = async () =>
    assert.deepEqual(await server.query('select amount from salaries', 'target'), [{ amount: 42 }])

  /** The archive and the manifest that lie in a folder of the test's own. */
  async function stored(folder: string, { outputs }: Run) {
    const id = outputs['safety-backup-id'] ?? ''
    assert.match(id, /^target-safety-/)
    const files = await place.files(folder)
    const series = path.join('target-safety', id)
    assert.deepEqual(files, [`${series}.dump.age`, `${series}.manifest.json`])
    const text = await readFile(path.join(folder, `${series}.manifest.json`), 'utf8')
    assert.equal(text.includes('salaries'), false)
    const manifest = JSON.parse(text) as Manifest
    return { id, archive: path.join(folder, `${series}.dump.age`), manifest }
  }

  function bringBack(folder: string, id: string, environment: Readonly<Record<string, string>>) {
    const flags = [...REPLACE, `--source=${folder}`, `--backup=${id}`]
    return restoreBackup(server, place, 'target', flags, undefined, environment)
  }

  test('of a restore opens with its own identity, by stock age and by a restore', async () => {
    await fullTarget()
    const folder = path.join(place.folder, 'of-a-restore')
    const flags = [...REPLACE, `--safety-backup=${folder}`, '--encrypt-to', safetyKey.recipient]
    const run = await restoreBackup(server, place, 'target', flags, undefined, identity())
    assert.equal(run.status, 0, run.log)
    assert.doesNotMatch(run.log, /not encrypted/)
    assert.match(
      run.log,
      /What was there before is in \S+\.dump\.age \(encrypted: decrypt-identity/,
    )
    const { id, archive, manifest } = await stored(folder, run)
    assert.deepEqual(manifest.encryption?.recipients, [safetyKey.recipient])
    assert.equal((await stockDecrypt(archive, safetyKey)).toString('latin1', 0, 5), 'PGDMP')
    const prune = ['prune', `--source=${folder}`, '--name=target-safety', '--keep=last=1']
    const pruned = await startCommandLine(prune, place.environment).finished
    assert.deepEqual(JSON.parse(pruned.outputs['kept'] ?? '').map(idOf), [id])
    const wrong = await bringBack(folder, id, identity())
    assert.match(wrong.error, /^E_DECRYPT: .* and decrypt-identity does not open it\./)
    const back = await bringBack(folder, id, { PG_BACKUP_DECRYPT_IDENTITY: safetyKey.identity })
    assert.equal(back.status, 0, back.log)
    await isBack()
  })

  test('of a copy is opened by stock age', async () => {
    await fullTarget()
    const folder = path.join(place.folder, 'of-a-copy')
    const ends = { source: server.url('source'), target: server.url('target') }
    const flags = [...REPLACE, `--safety-backup=${folder}`, '--encrypt-to', safetyKey.recipient]
    const run = await startCopy(place, server, ends, flags).finished
    assert.equal(run.status, 0, run.log)
    assert.match(run.log, /What was there before is in \S+ \(encrypted: decrypt-identity opens it/)
    const { archive } = await stored(folder, run)
    assert.equal((await stockDecrypt(archive, safetyKey)).toString('latin1', 0, 5), 'PGDMP')
  })

  test('is named, with what opens it, where a clean failed', async () => {
    await fullTarget()
    const folder = path.join(place.folder, 'of-a-failure')
    const sealed = [`--safety-backup=${folder}`, '--encrypt-to', safetyKey.recipient]
    const flags = [...REPLACE, ...sealed, '--name=open', '--verify-sql=select false']
    const run = await restoreBackup(server, place, 'target', flags)
    const { id, archive } = await stored(folder, run)
    const said = `Its contents before are in ${archive} (encrypted: decrypt-identity opens it).`
    assert.match(run.error, /^E_VERIFY: .*"target" was emptied/)
    assert.ok(run.error.includes(said), run.error)
    const back = await bringBack(folder, id, { PG_BACKUP_DECRYPT_IDENTITY: safetyKey.identity })
    assert.equal(back.status, 0, back.log)
    await isBack()
  })

  test('is missed, with a warning, where the backup itself is encrypted', async () => {
    await fullTarget()
    const flags = [...REPLACE, `--safety-backup=${place.folder}/not-encrypted`]
    const run = await restoreBackup(server, place, 'target', flags, undefined, identity())
    assert.equal(run.status, 0, run.log)
    assert.match(run.log, /warning: The safety backup is not encrypted, .* Set encrypt-to/)
    assert.match(run.log, /What was there before is in \S+\.dump$/m)
  })

  test('is the only one that an artifact of a public repository may be', async () => {
    await fullTarget()
    await using own = await Workplace.make()
    await using service = await startResultsService(path.join(own.folder, 'service'))
    const event = path.join(own.folder, 'event.json')
    await writeFile(event, JSON.stringify({ repository: { visibility: 'public' } }))
    const step = (inputs: Readonly<Record<string, string>>) => {
      const all = { 'database-url': server.url('target'), 'client-dir': server.binDir, ...inputs }
      const clean = { mode: 'clean', confirm: 'target' }
      const given = Object.entries({ ...all, ...clean }).map(([name, text]) => [
        `INPUT_${name.toUpperCase()}`,
        text,
      ])
      return startStep('restore', {
        ...own.environment,
        ...service.env(),
        ...Object.fromEntries(given),
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_PATH: event,
        GITHUB_REPOSITORY: 'owner/repository',
        GITHUB_RUN_ID: '1',
        GITHUB_WORKSPACE: own.folder,
        RUNNER_TEMP: own.temporary,
      }).finished
    }
    const wanted = { source: place.backups, name: 'open', 'safety-backup': 'artifact' }
    const refused = await step(wanted)
    assert.match(refused.error, /^E_PUBLIC_ARTIFACT: .* safety-backup instead, or encrypt it/)
    assert.doesNotMatch(refused.error, /allow-public-artifact/)
    await isBack()
    assert.equal(service.artifacts.length, 0)
    const done = await step({ ...wanted, 'encrypt-to': safetyKey.recipient })
    assert.equal(done.status, 0, done.everything)
    const [artifact, ...others] = service.artifacts
    assert.deepEqual(others, [])
    const inArtifact = { source: 'artifact', backup: artifact?.name ?? '' }
    const back = await step({ ...inArtifact, 'decrypt-identity': safetyKey.identity })
    assert.equal(back.status, 0, back.everything)
    await isBack()
  })

  test('to a recipient that is none is refused before a server is asked', async () => {
    const { recipient } = safetyKey
    const mistyped = `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`
    const url = 'postgres://u:p@127.0.0.1:1/target'
    const flags = [...REPLACE, `--safety-backup=${place.folder}/x`, '--encrypt-to', mistyped]
    const restored = restoreBackup(server, place, 'target', flags, url)
    const ends = { source: url, target: url.replace('target', 'other') }
    for (const run of [await restored, await startCopy(place, server, ends, flags).finished]) {
      assert.match(run.error, /^E_INPUT: encrypt-to: "age1.*" is not a whole recipient\./)
      assert.equal(run.errors.length, 1, run.log)
    }
  })
})
