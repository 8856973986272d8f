import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { type KeyPair, keyPair } from './age-tools.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { contentsOf } from './compare-databases.ts'
import { backUp, freshDatabase, restoreBackup, SOURCE } from './restore-bed.ts'

/** Whatever is wrong with a sealed backup, or with the key, the target is as it was. */
const NOTHING = { 'large objects': '' }
const CHUNK = 64 * 1024 + 16

let server: PostgresServer
let place: Workplace
let good: string
let key: KeyPair
let other: KeyPair

before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('source')
  await server.psql({ file: SOURCE }, 'source')
  // Several chunks of 64 KiB, which do not compress.
  const bytes = "select i, decode(string_agg(md5((i * 1000 + j)::text), ''), 'hex')"
  await server.query(
    `create table wide as ${bytes} from generate_series(1, 100) i, generate_series(1, 200) j group by i`,
    'source',
  )
  await freshDatabase(server, 'target')
  key = await keyPair()
  other = await keyPair()
  place = await Workplace.make()
  await backUp(server, place, ['--encrypt-to', key.recipient])
  good = path.join(place.folder, 'good')
  await cp(place.backups, good, { recursive: true })
})
after(async () => {
  await place?.[Symbol.asyncDispose]()
  await server?.stop()
})

beforeEach(async () => {
  await rm(place.backups, { recursive: true, force: true })
  await cp(good, place.backups, { recursive: true })
})

const identity = () => ({ PG_BACKUP_DECRYPT_IDENTITY: key.identity })

async function refused(
  error: RegExp,
  environment: Readonly<Record<string, string>> = identity(),
): Promise<void> {
  const result = await restoreBackup(server, place, 'target', [], undefined, environment)
  assert.match(result.error, error, result.log)
  assert.equal(result.status, 1)
  assert.deepEqual(await contentsOf(server, 'target'), NOTHING)
  const left = "select 1 from pg_namespace where nspname ~ 'restore'"
  assert.deepEqual(await server.query(left, 'target'), [])
  for (const secret of [key.identity, other.identity]) {
    assert.equal(result.everything.includes(secret), false)
  }
  // What was decrypted lay in a private folder, and is gone.
  assert.deepEqual(await place.files(place.temporary), [])
}

async function fileEnding(suffix: string): Promise<string> {
  const folder = path.join(place.backups, 'source')
  const name = (await readdir(folder)).find((file) => file.endsWith(suffix)) ?? suffix
  return path.join(folder, name)
}

async function editManifest(edit: (manifest: Manifest) => object): Promise<void> {
  const file = await fileEnding('.manifest.json')
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...manifest, ...edit(manifest) }))
}

/** As somebody would who can write to the store: the manifest says what is there. */
async function replaceArchive(change: (bytes: Buffer) => Buffer): Promise<void> {
  const file = await fileEnding('.dump.age')
  const bytes = change(await readFile(file))
  await writeFile(file, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await editManifest(({ dump }) => {
    const files = dump.files.map((one) => ({ ...one, sizeBytes: bytes.length, sha256 }))
    return { dump: { ...dump, files } }
  })
}

function flipped(bytes: Buffer, position: number): Buffer {
  const altered = Buffer.from(bytes)
  altered.writeUInt8(altered.readUInt8(position) ^ 1, position)
  return altered
}

/** With another character at its end, which its checksum tells. */
function miscopied(text: string): string {
  const [one, other] = text === text.toUpperCase() ? ['Q', 'P'] : ['q', 'p']
  return text.slice(0, -1) + (text.endsWith(one) ? other : one)
}

test('no key is given, or one of the other kind', async () => {
  await refused(/^E_DECRYPT: source-.* is encrypted to age1.*\. Set decrypt-identity/, {})
  const passphrase = { PG_BACKUP_DECRYPT_PASSPHRASE: 'correct horse battery staple' }
  await refused(/^E_DECRYPT: .* Set decrypt-identity/, passphrase)
})

test('the wrong identity', async () => {
  const wrong = { PG_BACKUP_DECRYPT_IDENTITY: other.identity }
  await refused(/^E_DECRYPT: .* decrypt-identity does not open it/, wrong)
})

test('the wrong identity, where nothing but the archive is sealed', async () => {
  await editManifest(({ encryption }) => ({ encryption: { ...encryption, sealed: null } }))
  const wrong = { PG_BACKUP_DECRYPT_IDENTITY: other.identity }
  await refused(/^E_DECRYPT: None of the keys that were given opens source-.*\.dump\.age/, wrong)
})

test('an identity that was copied badly', async () => {
  const bad = { PG_BACKUP_DECRYPT_IDENTITY: miscopied(key.identity) }
  await refused(/^E_INPUT: decrypt-identity holds something that begins like an identity/, bad)
})

test('a backup in the clear was put in the place of a sealed one', async () => {
  await rm(place.backups, { recursive: true })
  await backUp(server, place)
  await refused(/^E_DECRYPT: source-.* is not encrypted, although decrypt-identity is set/)
})

test('a file in the clear was put among sealed ones, or the manifest denies that they are', async () => {
  await editManifest(() => ({ encryption: null }))
  await refused(/^E_INTEGRITY: .*encryption does not fit the names of the files/)
})

test('one bit of the archive is another', async () => {
  const file = await fileEnding('.dump.age')
  const bytes = await readFile(file)
  for (const position of [CHUNK + 500, bytes.length - 1]) {
    await writeFile(file, flipped(bytes, position))
    await refused(/^E_INTEGRITY: .*\.dump\.age /)
  }
})

test('one bit is another and the manifest agrees', async () => {
  await replaceArchive((bytes) => flipped(bytes, CHUNK + 500))
  await refused(/^E_INTEGRITY: .*\.dump\.age cannot be decrypted.* a chunk is not authentic/)
})

test('the archive is cut off and the manifest agrees', async () => {
  const whole = await readFile(await fileEnding('.dump.age'))
  const start = whole.indexOf('\n', whole.indexOf('\n--- ') + 1) + 17
  for (const length of [start + CHUNK, start + 2 * CHUNK, start, 40, whole.length - 1, 0]) {
    await replaceArchive(() => whole.subarray(0, length))
    await refused(/^E_INTEGRITY: .*\.dump\.age cannot be decrypted/)
  }
})

test('the header of the archive was altered and the manifest agrees', async () => {
  await replaceArchive((bytes) => flipped(bytes, bytes.indexOf('\n--- ') + 10))
  await refused(/^E_INTEGRITY: .*\.dump\.age cannot be decrypted/)
})

test('the details of the manifest were altered, or are of another backup', async () => {
  const seal = (details: string) => (manifest: Manifest) => {
    const { encryption } = manifest
    return { encryption: { ...encryption, sealed: { ...encryption?.sealed, details } } }
  }
  await editManifest(seal('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE'))
  await refused(/^E_INTEGRITY: The manifest of source-.* cannot be decrypted/)
  await using elsewhere = await Workplace.make()
  await backUp(server, elsewhere, ['--encrypt-to', key.recipient])
  const folder = path.join(elsewhere.backups, 'source')
  const name = (await readdir(folder)).find((file) => file.endsWith('.manifest.json')) ?? ''
  const manifest: Manifest = JSON.parse(await readFile(path.join(folder, name), 'utf8'))
  await editManifest(seal(manifest.encryption?.sealed?.details ?? ''))
  await refused(/^E_INTEGRITY: .* details\.id is of another backup/)
})

test('verify says the same, and writes no record', async () => {
  const where = ['--source', place.backups, '--name', 'source', '--client-dir', server.binDir]
  const verify = async (environment: Readonly<Record<string, string>>) =>
    await startCommandLine(['verify', ...where], { ...place.environment, ...environment }).finished
  assert.match((await verify({})).error, /^E_DECRYPT: /)
  await replaceArchive((bytes) => flipped(bytes, CHUNK + 500))
  assert.match((await verify(identity())).error, /^E_INTEGRITY: /)
  assert.equal(
    (await place.files()).some((file) => file.includes('verification')),
    false,
  )
})

test('a recipient that was copied badly is refused before anything is asked of the server', async () => {
  const flags = ['--destination', place.backups, '--encrypt-to', miscopied(key.recipient)]
  const result = await startCommandLine(['backup', ...flags], {
    ...place.environment,
    PG_BACKUP_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  }).finished
  assert.match(result.error, /^E_INPUT: encrypt-to: "age1.*" is not a whole recipient/)
})
