import assert from 'node:assert/strict'
import test, { beforeEach } from 'node:test'
import { endpointOf, maySendToken } from '../../../src/destinations/gcs/endpoint.ts'

const url = { kind: 'gs', text: 'gs://b12', bucket: 'b12', prefix: '', create: false } as const

beforeEach(() => {
  delete process.env['STORAGE_EMULATOR_HOST']
  delete process.env['GOOGLE_APPLICATION_CREDENTIALS']
})

test('Google’s address, unless the environment or the destination names another', () => {
  assert.equal(endpointOf(url), 'https://storage.googleapis.com')
  process.env['STORAGE_EMULATOR_HOST'] = 'localhost:4443'
  assert.equal(endpointOf(url), 'http://localhost:4443')
  process.env['STORAGE_EMULATOR_HOST'] = 'https://gcs.test/'
  assert.equal(endpointOf(url), 'https://gcs.test')
  assert.equal(endpointOf({ ...url, endpoint: 'http://127.0.0.1:1/' }), 'http://127.0.0.1:1')
})

test('a token goes to Google alone, and to this machine if credentials are named', () => {
  assert.ok(maySendToken('https://storage.googleapis.com'))
  assert.ok(maySendToken('https://storage-x.p.googleapis.com'))
  for (const other of [
    'http://storage.googleapis.com',
    'https://googleapis.com.example.com',
    'https://evilgoogleapis.com',
    'https://gcs.example.com',
    'http://127.0.0.1:4443',
  ]) {
    assert.ok(!maySendToken(other), other)
  }
  process.env['GOOGLE_APPLICATION_CREDENTIALS'] = 'key.json'
  for (const host of ['127.0.0.1', 'localhost', '[::1]'])
    assert.ok(maySendToken(`http://${host}:1`))
  assert.ok(!maySendToken('http://127.0.0.1.example.com'))
})
