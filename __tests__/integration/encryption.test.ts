import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, beforeEach, describe } from 'node:test'
import { run } from '../../scripts/rig/command.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { AGE_PATH, type KeyPair, keyPair, stockDecrypt, stockEncrypt } from './age-tools.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { assertSameAsSource, backUp, freshDatabase, restoreBackup, SOURCE } from './restore-bed.ts'

/** Names of tables and extensions that nobody may find who has the bucket and no key. */
const NAMES = ['orders', 'Ünder Wood', 'measurements', 'pg_trgm']
const PASSPHRASE = 'correct horse battery staple'

let server: PostgresServer
let place: Workplace
let key: KeyPair

before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('source')
  await server.psql({ file: SOURCE }, 'source')
  await server.query('create extension pg_trgm', 'source')
  key = await keyPair()
})
after(() => server?.stop())

beforeEach(async () => {
  await place?.[Symbol.asyncDispose]()
  place = await Workplace.make()
  await freshDatabase(server, 'target')
})
after(() => place?.[Symbol.asyncDispose]())

const identity = () => ({ PG_BACKUP_DECRYPT_IDENTITY: key.identity })

async function manifestAndFolder() {
  const folder = path.join(place.backups, 'source')
  const name = (await readdir(folder)).find((file) => file.endsWith('.manifest.json')) ?? ''
  const text = await readFile(path.join(folder, name), 'utf8')
  return { folder, text, file: path.join(folder, name), manifest: JSON.parse(text) as Manifest }
}

async function restored(environment: Readonly<Record<string, string>>) {
  const result = await restoreBackup(server, place, 'target', [], undefined, environment)
  assert.equal(result.status, 0, result.log)
  for (const secret of [key.identity, PASSPHRASE]) {
    assert.equal(result.everything.includes(secret), false)
  }
  await assertSameAsSource(server, 'target', server)
  return result
}

async function verified(flags: readonly string[], environment: Readonly<Record<string, string>>) {
  const where = ['--source', place.backups, '--name', 'source', '--client-dir', server.binDir]
  const command = ['verify', ...where, ...flags]
  const result = await startCommandLine(command, { ...place.environment, ...environment }).finished
  assert.equal(result.status, 0, result.log)
  return result
}

for (const format of ['custom', 'directory', 'tar', 'plain'] as const) {
  test(`${format}: sealed, verified and restored, and no name of a table is in the clear`, async () => {
    await backUp(server, place, ['--format', format, '--encrypt-to', key.recipient, '--globals'])
    const { text, manifest } = await manifestAndFolder()
    const files = await place.files()
    assert.deepEqual(
      files.filter((file) => !file.endsWith('.age')),
      [`source/${manifest.id}.manifest.json`],
    )
    const contents = await place.contents()
    for (const name of NAMES) {
      assert.equal(contents.includes(name), false, name)
      assert.equal(text.includes(name), false, name)
    }
    assert.deepEqual(manifest.encryption?.recipients, [key.recipient])
    assert.equal(manifest.encryption?.sealed?.tables, 11)
    assert.deepEqual([manifest.tables, manifest.source.extensions], [[], []])
    const { outputs } = await verified(['--level=archive'], identity())
    assert.equal(outputs['rows'], String(manifest.encryption?.sealed?.rows))
    await restored(identity())
  })
}

test('the test restore of a backup opens what was stored without any identity', async () => {
  await backUp(server, place, ['--verify=restore', '--encrypt-to', key.recipient])
  const { manifest } = await manifestAndFolder()
  assert.equal(manifest.verification.level, 'restore')
  const { outputs } = await verified(['--level=restore'], identity())
  assert.equal(outputs['verified'], 'restore')
})

test('with manifest-detail: full the tables are named, and the archive is sealed all the same', async () => {
  await backUp(server, place, ['--manifest-detail=full', '--encrypt-to', key.recipient])
  const { manifest } = await manifestAndFolder()
  assert.ok(manifest.tables.some(({ name }) => name === 'orders'))
  assert.ok(manifest.source.extensions.some(({ name }) => name === 'pg_trgm'))
  assert.equal(manifest.encryption?.sealed, null)
  await restored(identity())
})

describe('every recipient can open it, by an identity in a file too', () => {
  test('of two ordinary ones', async () => {
    const other = await keyPair()
    await backUp(server, place, [
      '--encrypt-to',
      `${key.recipient}\n# a colleague\n${other.recipient}`,
    ])
    const file = path.join(place.folder, 'key.txt')
    await writeFile(file, `# created: today\n# public key: ${other.recipient}\n${other.identity}\n`)
    for (const text of [key.identity, file]) {
      await freshDatabase(server, 'target')
      await restored({ PG_BACKUP_DECRYPT_IDENTITY: text })
    }
  })

  test('post-quantum', async () => {
    const quantum = await keyPair('-pq')
    await backUp(server, place, ['--encrypt-to', quantum.recipient])
    await restored({ PG_BACKUP_DECRYPT_IDENTITY: quantum.identity })
    const { folder, manifest } = await manifestAndFolder()
    const archive = path.join(folder, manifest.dump.files[0]?.path ?? '')
    assert.equal((await stockDecrypt(archive, quantum)).toString('latin1', 0, 5), 'PGDMP')
  })
})

describe('stock age', () => {
  test('opens what was sealed to a key, for pg_restore, and the details of the manifest', async () => {
    await backUp(server, place, ['--encrypt-to', key.recipient])
    const { folder, manifest } = await manifestAndFolder()
    const file = path.join(folder, manifest.dump.files[0]?.path ?? '')
    await writeFile(path.join(place.folder, 'key.txt'), key.identity)
    const env = { ...server.env, PATH: `${server.binDir}:${AGE_PATH}` }
    const script = `age -d -i '${place.folder}/key.txt' '${file}' | pg_restore --no-owner --exit-on-error -d target`
    await run('bash', ['-euo', 'pipefail', '-c', script], { env })
    await assertSameAsSource(server, 'target', server)
    const details = path.join(place.folder, 'details.age')
    await writeFile(details, manifest.encryption?.sealed?.details ?? '')
    const opened = JSON.parse((await stockDecrypt(details, key)).toString('utf8'))
    assert.equal(opened.id, manifest.id)
    assert.equal(opened.tables.length, 11)
  })

  test('and PostgreSQL bring a folder back by the commands in the log', async () => {
    const flags = ['--destination', place.backups, '--client-dir', server.binDir]
    const sealed = ['--format=directory', '--globals', '--encrypt-to', key.recipient]
    const taken = await startCommandLine(['backup', ...flags, ...sealed], {
      ...place.environment,
      PG_BACKUP_DATABASE_URL: server.url('source'),
    }).finished
    const [, commands = ''] = taken.log.split('To restore it:\n')
    assert.match(commands, /age --decrypt/)
    await writeFile(path.join(place.folder, 'key.txt'), key.identity)
    const env = { ...server.env, PATH: `${server.binDir}:${AGE_PATH}` }
    await server.dropDatabase('source_restored')
    await run('bash', ['-euo', 'pipefail', '-c', commands], { env, cwd: place.folder })
    await assertSameAsSource(server, 'source_restored', server)
  })

  test('opens what was sealed with a passphrase, and we open it', async () => {
    const flags = ['--destination', place.backups, '--client-dir', server.binDir]
    const taken = await startCommandLine(['backup', ...flags], {
      ...place.environment,
      PG_BACKUP_DATABASE_URL: server.url('source'),
      PG_BACKUP_ENCRYPT_PASSPHRASE: PASSPHRASE,
    }).finished
    assert.equal(taken.status, 0, taken.log)
    assert.equal(taken.everything.includes(PASSPHRASE), false)
    assert.equal((await place.contents()).includes(PASSPHRASE), false)
    const { folder, manifest } = await manifestAndFolder()
    assert.deepEqual(manifest.encryption?.recipients, ['scrypt'])
    const file = path.join(folder, manifest.dump.files[0]?.path ?? '')
    const plain = await stockDecrypt(file, { passphrase: PASSPHRASE })
    assert.equal(plain.toString('latin1', 0, 5), 'PGDMP')
    await restored({ PG_BACKUP_DECRYPT_PASSPHRASE: PASSPHRASE })
  })

  for (const kind of ['key', 'passphrase'] as const) {
    test(`has sealed an archive with a ${kind}, and we restore it`, async () => {
      const lock = kind === 'key' ? key : { passphrase: PASSPHRASE }
      await backUp(server, place)
      const { folder, file, manifest } = await manifestAndFolder()
      const [plain] = manifest.dump.files
      assert.ok(plain)
      const bytes = await stockEncrypt(path.join(folder, plain.path), lock)
      await mkdir(path.join(place.folder, 'elsewhere'))
      await rename(path.join(folder, plain.path), path.join(place.folder, 'elsewhere', 'plain'))
      await writeFile(path.join(folder, `${plain.path}.age`), bytes)
      const sealed = {
        path: `${plain.path}.age`,
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }
      const recipients = [kind === 'key' ? key.recipient : 'scrypt']
      const altered = {
        ...manifest,
        dump: { ...manifest.dump, files: [sealed] },
        encryption: { kind: 'age', recipients, sealed: null },
      }
      await writeFile(file, JSON.stringify(altered))
      await restored(kind === 'key' ? identity() : { PG_BACKUP_DECRYPT_PASSPHRASE: PASSPHRASE })
    })
  }
})
