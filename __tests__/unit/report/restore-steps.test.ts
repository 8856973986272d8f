import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { listCommand } from '../../../src/report/download-steps.ts'
import { restoreSteps } from '../../../src/report/restore-steps.ts'
import { shellWord } from '../../../src/report/shell-word.ts'
import {
  artifactDestination,
  fileDestination,
  ID,
  SHA,
  s3Destination,
  sampleManifest,
} from './sample.ts'

const bash = (script: string) => execFileSync('bash', ['-c', script], { encoding: 'utf8' })

test('from S3: the archive and its manifest are fetched, checked and loaded', () => {
  assert.deepEqual(restoreSteps(sampleManifest(), s3Destination()), {
    download: [
      `aws s3 cp s3://acme-backups/nightly/shop/${ID}.dump ${ID}.dump`,
      `aws s3 cp s3://acme-backups/nightly/shop/${ID}.manifest.json .`,
    ],
    check: [`echo '${SHA}  ${ID}.dump' | sha256sum --check`],
    decrypt: [],
    restore: [
      'createdb --template=template0 shop_restored',
      `pg_restore --exit-on-error --no-owner --jobs=2 --dbname=shop_restored ${ID}.dump`,
    ],
  })
})

test('what is encrypted is decrypted beside the user, and restored from there', () => {
  const sealed = (format: 'custom' | 'directory', recipients: readonly string[], names: string[]) =>
    restoreSteps(
      sampleManifest(
        { format, files: names.map((name) => ({ path: ID + name, sizeBytes: 1, sha256: SHA })) },
        { encryption: { kind: 'age', recipients, sealed: null } },
      ),
      fileDestination('/srv/backups'),
    )
  const stored = `/srv/backups/shop/${ID}`
  const file = sealed('custom', ['age1x'], ['.dump.age', '.globals.sql.age'])
  assert.deepEqual(file.decrypt, [
    `age --decrypt --identity=key.txt --output=${ID}.dump ${stored}.dump.age`,
    `age --decrypt --identity=key.txt --output=${ID}.globals.sql ${stored}.globals.sql.age`,
  ])
  assert.match(file.restore[0] ?? '', new RegExp(`--file=${ID}\\.globals\\.sql$`))
  assert.match(file.restore[2] ?? '', new RegExp(`--dbname=shop_restored ${ID}\\.dump$`))
  assert.deepEqual(sealed('custom', ['scrypt'], ['.dump.age']).decrypt, [
    `age --decrypt --output=${ID}.dump ${stored}.dump.age`,
  ])
  const folder = sealed('directory', ['age1x'], ['/1.dat.zst.age', '/toc.dat.age'])
  assert.deepEqual(folder.decrypt, [
    `mkdir ${ID}.decrypted`,
    `for file in ${stored}/*.age; do age --decrypt --identity=key.txt --output=${ID}.decrypted/"$(basename "$file" .age)" "$file"; done`,
  ])
  assert.match(folder.restore[1] ?? '', new RegExp(` ${ID}\\.decrypted$`))
})

test('from an S3-compatible store the endpoint is named, and no prefix leaves no double slash', () => {
  const endpoint = 'https://s3.example.com'
  const url = {
    kind: 's3',
    text: '',
    bucket: 'b',
    prefix: '',
    endpoint,
    pathStyle: true,
    create: false,
  } as const
  const { download } = restoreSteps(sampleManifest(), s3Destination({ url }))
  assert.equal(
    download[0],
    `aws s3 cp --endpoint-url ${endpoint} s3://b/shop/${ID}.dump ${ID}.dump`,
  )
  assert.equal(
    listCommand('shop', s3Destination({ url })),
    `aws s3 ls --endpoint-url ${endpoint} s3://b/shop/`,
  )
})

test('a directory-format dump is fetched as a folder and checked against its manifest', () => {
  const files = ['1.dat.zst', 'toc.dat'].map((name) => ({
    path: `${ID}/${name}`,
    sizeBytes: 1,
    sha256: SHA,
  }))
  const steps = restoreSteps(sampleManifest({ format: 'directory', files }), s3Destination())
  assert.equal(
    steps.download[0],
    `aws s3 cp --recursive s3://acme-backups/nightly/shop/${ID} ${ID}`,
  )
  assert.match(steps.check[0] ?? '', new RegExp(`${ID}.manifest.json \\| sha256sum --check`))
  assert.match(steps.restore[1] ?? '', new RegExp(`pg_restore .*--dbname=shop_restored ${ID}$`))
})

test('from an artifact the run is found by its address, on github.com and elsewhere', () => {
  const of = (url: string, name = ID) => {
    const stored = { location: 'artifact', artifact: { id: 42, name, url } }
    return restoreSteps(sampleManifest(), artifactDestination({ stored })).download
  }
  assert.deepEqual(of('https://github.com/acme/shop/actions/runs/77/artifacts/42'), [
    `gh run download 77 --repo acme/shop --name ${ID}`,
  ])
  assert.deepEqual(of('https://ghe.example.com/acme/shop/actions/runs/77/artifacts/42'), [
    `gh run download 77 --repo ghe.example.com/acme/shop --name ${ID}`,
  ])
  assert.deepEqual(of(''), [`gh run download --name ${ID}`])
  // Its first upload was cut.
  assert.deepEqual(of('', `${ID}.2`), [`gh run download --name ${ID}.2`])
})

test('each compression of a plain dump is read by its own program, in one transaction', () => {
  const load = (path: string) =>
    restoreSteps(
      sampleManifest({ format: 'plain', files: [{ path, sizeBytes: 1, sha256: SHA }] }),
      s3Destination(),
    ).restore[1] ?? ''
  assert.match(load(`${ID}.sql`), /^psql .*--single-transaction.*--file=shop-.*\.sql$/)
  assert.match(
    load(`${ID}.sql.zst`),
    /^zstd --decompress --stdout .*\.sql\.zst \| psql .*ON_ERROR_STOP/,
  )
  assert.match(load(`${ID}.sql.gz`), /^gzip --decompress --stdout .*\.sql\.gz \| psql/)
})

test('globals are loaded before the database is made', () => {
  const globals = `${ID}.globals.sql`
  const files = [
    { path: globals, sizeBytes: 1, sha256: SHA },
    { path: `${ID}.dump`, sizeBytes: 1, sha256: SHA },
  ]
  const { download, restore } = restoreSteps(sampleManifest({ files }), s3Destination())
  assert.match(download.at(-1) ?? '', /\.globals\.sql \.$/)
  assert.equal(restore[0], `psql --no-psqlrc --dbname=postgres --file=${globals}`)
  assert.match(restore[2] ?? '', /\.dump$/)
})

test('the check passes on the file as stored, in a folder with a quote in its name, and not on another', async (t) => {
  const root = await mkdtemp(join(tmpdir(), "report's "))
  t.after(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'shop'))
  await writeFile(join(root, 'shop', `${ID}.dump`), 'PGDMP')
  const sha256 = createHash('sha256').update('PGDMP').digest('hex')
  const files = [{ path: `${ID}.dump`, sizeBytes: 5, sha256 }]
  const [check] = restoreSteps(sampleManifest({ files }), fileDestination(root)).check
  assert.match(bash(check ?? 'false'), /OK/)
  await writeFile(join(root, 'shop', `${ID}.dump`), 'PGDMQ')
  assert.throws(() => bash(`{ ${check}; } 2>/dev/null`))
})

test('a shell reads every quoted word back as it was', () => {
  const words = [
    'plain/path',
    "it's",
    '$(touch x) `y` "z"',
    'a\nb\tc',
    '\u0001\\',
    '-x',
    'größe',
    '',
  ]
  for (const word of words) assert.equal(bash(`printf '%s.' ${shellWord(word)}`), `${word}.`)
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme-ascii' }), { minLength: 1 }), (many) => {
      const script = `printf '%s\\n' ${many.map(shellWord).join(' ')}`
      assert.equal(bash(script), many.map((word) => `${word}\n`).join(''))
    }),
    { numRuns: 20 },
  )
})
