import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { assertSameAsSource, freshDatabase, SOURCE } from './restore-bed.ts'
import { behind, makeAzureBed } from './stand-ins/azure-bed.ts'
import { startFaultProxy } from './stand-ins/fault-proxy.ts'

const [server, bed] = await Promise.all([startPostgres({ major: 17 }), makeAzureBed()])
after(async () => {
  await server.stop()
  await bed[Symbol.asyncDispose]()
})
await server.createDatabase('source')
await server.psql({ file: SOURCE }, 'source')

const { accountName, accountKey, endpoint, env: key } = bed.server
const placeAt = (prefix: string, address = endpoint) =>
  `az://${accountName}/backups/${prefix}?endpoint=${address}`

/** The command line of an environment with the account's key and nothing else of Azure. */
function start(place: Workplace, command: readonly string[], env = key) {
  const flags = [...command, `--client-dir=${server.binDir}`]
  const chain = { AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' }
  const database = { PG_BACKUP_DATABASE_URL: server.url('source') }
  return startCommandLine(flags, { ...place.environment, ...database, ...chain, ...env })
}

for (const format of ['custom', 'directory']) {
  test(`a ${format} backup goes to Azure, is proven there and restored from there`, async () => {
    await using place = await Workplace.make()
    const at = placeAt(format)
    const run = async (command: string, ...flags: string[]) => {
      const result = await start(place, [command, ...flags]).finished
      assert.equal(result.status, 0, result.log)
      assert.ok(!result.everything.includes(accountKey))
      return result.outputs
    }
    const made = ['--verify=restore', `--format=${format}`]
    const taken = await run('backup', `--destination=${at}`, ...made)
    assert.equal(taken['verified'], 'restore')
    const end = format === 'custom' ? '.dump' : '/'
    const id = taken['backup-id'] ?? ''
    const location = `az://${accountName}/backups/${format}/source/${id}${end}`
    assert.equal(taken['location'], location)

    const source = [`--source=${at}`, '--name=source']
    const proven = await run('verify', ...source, '--level=archive')
    assert.equal(proven['backup-id'], id)

    await freshDatabase(server, 'target')
    const target = { ...key, PG_BACKUP_DATABASE_URL: server.url('target') }
    const restored = await start(place, ['restore', ...source], target).finished
    assert.equal(restored.status, 0, restored.log)
    await assertSameAsSource(server, 'target', server)
  })
}

test('a key that is not the account’s costs no dump, and is shown nowhere', async () => {
  await using place = await Workplace.make()
  const wrong = Buffer.from('the key of another account').toString('base64')
  const connection = `AccountName=${accountName};AccountKey=${wrong};BlobEndpoint=${endpoint}`
  const destination = `--destination=az://${accountName}/backups/wrong`
  const env = { AZURE_STORAGE_CONNECTION_STRING: connection }
  const run = await start(place, ['backup', destination], env).finished
  assert.equal(run.status, 1)
  assert.match(run.error, /^E_CREDENTIALS: The .*Azure credentials .*signature/)
  assert.ok(!run.everything.includes(wrong))
})

test('a run that is cancelled leaves nothing in the container', async () => {
  await using place = await Workplace.make()
  await using proxy = await startFaultProxy(new URL(endpoint).origin)
  const isArchive = ({ method, path }: { method: string; path: string }) =>
    method === 'PUT' && path.endsWith('.dump')
  proxy.add({ when: isArchive, times: 10, fault: { kind: 'delay', ms: 1000 } })
  const at = placeAt('cancelled', behind(proxy, bed.server))
  const run = start(place, ['backup', `--destination=${at}`])
  let hasEnded = false
  run.child.once('close', () => {
    hasEnded = true
  })
  while (!hasEnded && !proxy.seen.some((line) => /^PUT .*\.dump/.test(line))) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  run.child.kill('SIGTERM')
  assert.match((await run.finished).error, /^E_CANCELLED/)
  const left = (await bed.keys()).filter((name) => name.startsWith('cancelled/'))
  assert.deepEqual(left, [])
})
