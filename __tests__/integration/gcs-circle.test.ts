import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { assertSameAsSource, freshDatabase, SOURCE } from './restore-bed.ts'
import { startFaultProxy } from './stand-ins/fault-proxy.ts'
import { gcsRequests, makeGcsBed } from './stand-ins/gcs-bed.ts'

const [server, gcs] = await Promise.all([startPostgres({ major: 17 }), makeGcsBed()])
after(async () => {
  await server.stop()
  await gcs.stop()
})
await server.createDatabase('source')
await server.psql({ file: SOURCE }, 'source')

const placeAt = (prefix: string, address = gcs.endpoint) =>
  `gs://backups/${prefix}?endpoint=${address}`

/** The command line of an environment with credentials of Google and nothing else of it. */
function start(place: Workplace, command: readonly string[], database = 'source') {
  const url = { PG_BACKUP_DATABASE_URL: server.url(database) }
  const flags = [...command, `--client-dir=${server.binDir}`]
  return startCommandLine(flags, { ...place.environment, ...gcs.env, ...url })
}

for (const format of ['custom', 'directory']) {
  test(`a ${format} backup goes to Cloud Storage, is proven there and restored from there`, async () => {
    await using place = await Workplace.make()
    const at = placeAt(format)
    const run = async (command: string, database: string, ...flags: string[]) => {
      const result = await start(place, [command, ...flags], database).finished
      assert.equal(result.status, 0, result.log)
      for (const secret of gcs.secrets) assert.ok(!result.everything.includes(secret))
      return result.outputs
    }
    const made = ['--verify=restore', `--format=${format}`, '--region=europe-west1']
    const taken = await run('backup', 'source', `--destination=${at}`, ...made)
    assert.equal(taken['verified'], 'restore')
    const id = taken['backup-id'] ?? ''
    const end = format === 'custom' ? '.dump' : '/'
    assert.equal(taken['location'], `gs://backups/${format}/source/${id}${end}`)

    const source = [`--source=${at}`, '--name=source']
    const proven = await run('verify', 'source', ...source, '--level=archive')
    assert.equal(proven['backup-id'], id)

    await freshDatabase(server, 'target')
    const restored = await run('restore', 'target', ...source)
    assert.equal(restored['backup-id'], id)
    await assertSameAsSource(server, 'target', server)
  })
}

test('a bucket in another region costs no dump', async () => {
  await using place = await Workplace.make()
  const flags = [`--destination=${placeAt('region')}`, '--region=us-east1']
  const run = await start(place, ['backup', ...flags]).finished
  assert.equal(run.status, 1)
  assert.match(run.error, /^E_REGION: The bucket backups is in europe-west1, not in us-east1\./)
  assert.ok(!(await gcs.keys('backups')).some((key) => key.startsWith('region/')))
})

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`a run that ends by ${signal} leaves nothing, at the latest after the next one`, async () => {
    await using place = await Workplace.make()
    await using proxy = await startFaultProxy(gcs.endpoint)
    const prefix = signal.toLowerCase()
    const destination = `--destination=${placeAt(prefix, proxy.endpoint)}`
    const isManifest = gcsRequests.manifest
    proxy.add({ when: isManifest, fault: { kind: 'stall', afterBytes: 0 } })
    const run = start(place, ['backup', destination, '--verify=none'])
    while (!proxy.seen.some((line) => line.includes('.manifest.json&'))) await sleep(5)
    run.child.kill(signal)
    const { error } = await run.finished
    const left = async () =>
      (await gcs.keys('backups')).filter((key) => key.startsWith(`${prefix}/`))
    if (signal === 'SIGTERM') assert.match(error, /^E_CANCELLED/)
    else {
      assert.equal((await left()).length, 1)
      const next = await start(place, ['backup', `--destination=${place.backups}`, '--verify=none'])
        .finished
      assert.equal(next.status, 0, next.log)
      assert.match(next.log, /remove what is left of sigkill\/source\/source-/)
    }
    assert.deepEqual(await left(), [])
    assert.deepEqual(gcs.sessions.open, [])
  })
}
