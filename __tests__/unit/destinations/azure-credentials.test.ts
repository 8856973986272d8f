import assert from 'node:assert/strict'
import test from 'node:test'
import { credentialsFor } from '../../../src/destinations/azure/credentials.ts'
import { UserError } from '../../../src/errors.ts'

const key = Buffer.from('a key of sixty-four bytes').toString('base64')
const sas = 'sv=2024-11-04&sp=racwdl&sig=geheim%3D'
const of = (environment: Record<string, string>) => credentialsFor('acme', environment)

test('a connection string counts before a key, and that before a signature', () => {
  const connection = `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${key};EndpointSuffix=core.windows.net`
  const all = {
    AZURE_STORAGE_CONNECTION_STRING: connection,
    AZURE_STORAGE_KEY: Buffer.from('another one').toString('base64'),
    AZURE_STORAGE_SAS_TOKEN: sas,
  }
  const endpoint = 'https://acme.blob.core.windows.net'
  assert.deepEqual(of(all), { kind: 'key', key, endpoint })
  const { AZURE_STORAGE_CONNECTION_STRING: _, ...others } = all
  assert.deepEqual(of(others), { kind: 'key', key: all.AZURE_STORAGE_KEY })
  assert.deepEqual(of({ AZURE_STORAGE_SAS_TOKEN: `?${sas}` }), { kind: 'sas', sas })
  assert.deepEqual(of({}), { kind: 'identity' })
  assert.deepEqual(of({ AZURE_STORAGE_KEY: '' }), { kind: 'identity' })
})

test('a connection string with a signature, an address of its own, in any order and case', () => {
  const text = ` SharedAccessSignature=${sas}; blobendpoint=https://blobs.example/acme ;`
  const endpoint = 'https://blobs.example/acme'
  assert.deepEqual(of({ AZURE_STORAGE_CONNECTION_STRING: text }), { kind: 'sas', sas, endpoint })
})

test('other clouds and emulators are found by their own addresses', () => {
  const endpointOf = (more: string) => {
    const text = `AccountName=acme;AccountKey=${key};${more}`
    const found = of({ AZURE_STORAGE_CONNECTION_STRING: text })
    return 'endpoint' in found ? found.endpoint : undefined
  }
  assert.equal(
    endpointOf('EndpointSuffix=core.chinacloudapi.cn'),
    'https://acme.blob.core.chinacloudapi.cn',
  )
  assert.equal(endpointOf('BlobEndpoint=http://127.0.0.1:1/acme;'), 'http://127.0.0.1:1/acme')
})

const malformed: Readonly<Record<string, readonly [Record<string, string>, RegExp]>> = {
  'another account': [
    { AZURE_STORAGE_CONNECTION_STRING: `AccountName=other;AccountKey=${key}` },
    /is of the account other, and the destination is in acme/,
  ],
  'no secret': [
    { AZURE_STORAGE_CONNECTION_STRING: 'AccountName=acme' },
    /has neither AccountKey nor SharedAccessSignature/,
  ],
  'a key that is none': [{ AZURE_STORAGE_KEY: 'geheim!' }, /base64 text of an account key/],
  'a key cut short': [
    { AZURE_STORAGE_CONNECTION_STRING: 'AccountName=acme;AccountKey=geheim' },
    /AZURE_STORAGE_CONNECTION_STRING does not hold the base64 text/,
  ],
  'a signature that is none': [{ AZURE_STORAGE_SAS_TOKEN: 'sv=geheim' }, /has no sig=/],
}
for (const [what, [environment, message]] of Object.entries(malformed)) {
  test(`${what} is E_CREDENTIALS, and not shown`, () => {
    assert.throws(
      () => of(environment),
      (error) => {
        assert.ok(error instanceof UserError)
        assert.equal(error.code, 'E_CREDENTIALS')
        assert.match(error.message, message)
        assert.doesNotMatch(error.message + error.next, /geheim/)
        return true
      },
    )
  })
}
