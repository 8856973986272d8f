import assert from 'node:assert/strict'
import test from 'node:test'
import { secretsOf } from '../../../src/host/process-environment.ts'

test('the secrets of an environment are those that services take from it', () => {
  const environment = { AWS_SECRET_ACCESS_KEY: 'one', NEON_API_KEY: '', HOME: '/root' }
  assert.deepEqual(secretsOf(environment), ['one'])
  assert.deepEqual(secretsOf({ AWS_CONTAINER_AUTHORIZATION_TOKEN: 'two' }), ['two'])
})

test('what Azure puts together is secret as a whole and in its parts', () => {
  const connection = 'AccountName=acme;AccountKey=a+key==;EndpointSuffix=core.windows.net'
  assert.deepEqual(secretsOf({ AZURE_STORAGE_CONNECTION_STRING: connection }), [
    connection,
    'a+key==',
  ])
  const signature = 'sv=2024-11-04&sp=rl&sig=a%2Bb%3D&se=2027'
  assert.deepEqual(secretsOf({ AZURE_STORAGE_SAS_TOKEN: signature }), [signature, 'a%2Bb%3D'])
})
