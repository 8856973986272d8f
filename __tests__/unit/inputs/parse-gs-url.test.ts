import assert from 'node:assert/strict'
import test from 'node:test'
import { InputProblem } from '../../../src/inputs/parse.ts'
import { parseDestination } from '../../../src/inputs/parse-destination.ts'

const parse = (text: string) => parseDestination(text, '/work')
const refused = (text: string, message: RegExp) =>
  assert.throws(
    () => parse(text),
    (error: unknown) => error instanceof InputProblem && message.test(error.message),
  )

test('a bucket, alone and with a prefix', () => {
  const text = 'gs://acme-backups'
  assert.deepEqual(parse(text), {
    kind: 'gs',
    text,
    bucket: 'acme-backups',
    prefix: '',
    create: false,
  })
  const deep = parse('gs://backups.example.com/a/b c/')
  assert.ok(deep.kind === 'gs')
  assert.deepEqual([deep.bucket, deep.prefix], ['backups.example.com', 'a/b c'])
})

test('all parameters', () => {
  const kmsKey = 'projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k'
  const query = `endpoint=http://127.0.0.1:4443&create=true&storageClass=NEARLINE&kmsKey=${kmsKey}&tags=team=db,keep=a%20year`
  const text = `gs://b12/a?${query}`
  assert.deepEqual(parse(text), {
    kind: 'gs',
    text,
    bucket: 'b12',
    prefix: 'a',
    endpoint: 'http://127.0.0.1:4443',
    create: true,
    storageClass: 'NEARLINE',
    kmsKey,
    tags: { team: 'db', keep: 'a year' },
  })
})

test('what is not a bucket, or not in it', () => {
  for (const bucket of ['', 'ab', 'Upper', '-ab', 'ab-', 'a b', 'a'.repeat(64), 'ü12']) {
    refused(`gs://${bucket}/x`, /no bucket name/)
  }
  refused('gs://bucket/../x', /of only dots/)
  refused('gs://bucket//x', /empty part/)
  refused('gs://key:secret@bucket/x', /credentials in it/)
})

test('parameters that are none, twice, or have a value that is none', () => {
  refused('gs://bucket?storageclass=NEARLINE', /Did you mean storageClass\?/)
  refused('gs://bucket?create=true&create=true', /given twice/)
  refused('gs://bucket?storageClass=GLACIER', /NEARLINE/)
  refused('gs://bucket?kmsKey=my-key', /projects\/P\/locations/)
  refused('gs://bucket?endpoint=example.com', /not an http/)
  refused('gs://bucket?endpoint=https://user:pass@example.com', /has credentials in it/)
  refused('gs://bucket?tags=team=d%0Ab', /no tag/)
})

test('the error of a URL with credentials in it does not repeat them', () => {
  assert.throws(
    () => parse('gs://key:hunter2@bucket'),
    (error: Error) => !error.message.includes('hunter2'),
  )
})
