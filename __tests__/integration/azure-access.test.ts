import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { makeCertificates } from '../../scripts/rig/certificates.ts'
import { UserError } from '../../src/errors.ts'
import {
  type AzureBed,
  backUp,
  makeAzureBed,
  never,
  open,
  quick,
  useCredentials,
} from './stand-ins/azure-bed.ts'
import { AzureCloud } from './stand-ins/azure-cloud.ts'
import { storeAt } from './stand-ins/object-stores.ts'

let bed: AzureBed
let cloud: AzureCloud
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'azure-access-'))
  const files = await makeCertificates(join(folder, 'tls'), 'none', 'nobody')
  setDefaultCACertificates([...getCACertificates(), await readFile(files.ca, 'utf8')])
  bed = await makeAzureBed({ tls: { cert: files.serverCert, key: files.serverKey } })
  cloud = await AzureCloud.start(files)
})
after(async () => {
  await cloud[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  useCredentials(cloud.env)
  cloud.trusts = true
  cloud.lifetimeSeconds = 3600
  cloud.faults = []
  cloud.assertions.length = 0
  cloud.managed.length = 0
  cloud.subscriptions = ['sub-1', 'sub-2']
  cloud.accounts = [accountIn('westeurope')]
})

const accountIn = (location: string, properties: Record<string, unknown> = {}) => ({
  name: bed.server.accountName,
  subscription: 'sub-2',
  location,
  properties: {
    primaryLocation: location,
    primaryEndpoints: { blob: `${bed.server.endpoint}/` },
    ...properties,
  },
})

const fails = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError, String((error as Error).stack))
  assert.equal(error.code, code, error.message)
  assert.match(`${error.message} ${error.next}`, text)
  return true
}

const check = (region?: string, more = {}) => {
  const { destination, host } = open(bed.url(more))
  return { host, done: destination.check({ name: 'shop', region }, never) }
}

test('OIDC: the workflow’s token is changed for one of Entra ID’s, without any stored key', async () => {
  await backUp(bed, bed.url())
  assert.equal(cloud.assertions.length, 1)
})

test('OIDC: a token that runs out is renewed by a fresh one of GitHub’s', async () => {
  cloud.lifetimeSeconds = 30
  await backUp(bed, bed.url())
  assert.ok(cloud.assertions.length > 1)
  assert.equal(new Set(cloud.assertions).size, cloud.assertions.length)
})

test('OIDC: a workflow that Entra ID does not trust is E_CREDENTIALS', async () => {
  cloud.trusts = false
  await assert.rejects(
    check().done,
    fails('E_CREDENTIALS', /could be obtained: .*AADSTS700213.*AZURE_CLIENT_ID/),
  )
})

test('a managed identity opens the store', async () => {
  const { managedEnv } = cloud
  useCredentials({ ...managedEnv, AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' })
  await check().done
})

test('what azure/login has left to the Azure command line opens the store', async () => {
  const path = process.env['PATH'] ?? ''
  const token = {
    accessToken: cloud.tokenFor('https://storage.azure.com'),
    expires_on: Math.floor(Date.now() / 1000) + 3600,
    tokenType: 'Bearer',
  }
  const program = `#!/bin/sh\ncase "$*" in *get-access-token*storage.azure.com*) echo '${JSON.stringify(token)}' ;; *) exit 1 ;; esac\n`
  await writeFile(join(folder, 'az'), program, { mode: 0o755 })
  const login = { PATH: `${folder}:${path}`, AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential' }
  try {
    useCredentials(login)
    await check().done
  } finally {
    process.env['PATH'] = path
  }
})

test('without any credentials it is E_CREDENTIALS, and says what there is', async () => {
  useCredentials({})
  await assert.rejects(
    check().done,
    fails('E_CREDENTIALS', /id-token: write.*azure\/login.*AZURE_STORAGE_KEY/),
  )
})

test('an identity makes links for others to download by', async () => {
  const { backup } = await backUp(bed, bed.url(), quick, 1000)
  const store = storeAt(bed.url(), open(bed.url()).host.log, quick)
  const path = `${backup.id}.dump`
  const links = await Promise.all(
    [60, 30].map((lifetime) => store.link?.('shop', path, lifetime, never)),
  )
  for (const link of links) {
    const answer = await fetch(link ?? '')
    assert.equal(answer.status, 200)
    assert.equal((await answer.arrayBuffer()).byteLength, 1000)
  }
  const week = 8 * 24 * 60 * 60
  const tooLong = async () => store.link?.('shop', path, week, never)
  await assert.rejects(tooLong(), fails('E_INPUT', /seven days/))
})

test('the region is what the management API says, in one subscription after the other', async () => {
  await check('westeurope').done
  assert.deepEqual(cloud.managed.slice(0, 4), [
    '/subscriptions',
    '/subscriptions/sub-1/resources',
    '/subscriptions',
    '/subscriptions/sub-2/resources',
  ])
  await check('West Europe').done
})

test('in the subscription that is named, no other one is looked for', async () => {
  process.env['AZURE_SUBSCRIPTION_ID'] = 'sub-2'
  await check('westeurope').done
  assert.equal(cloud.managed[0], '/subscriptions/sub-2/resources')
})

test('another region is E_REGION, and nothing was written', async () => {
  const { done } = check('northeurope', { container: 'elsewhere', create: true })
  await assert.rejects(done, fails('E_REGION', /is in westeurope, not in northeurope\./))
  const other = (await bed.server.client()).getContainerClient('elsewhere')
  assert.equal(await other.exists(), false)
})

test('after a failover it is the region where the account is now', async () => {
  cloud.accounts = [accountIn('westeurope', { primaryLocation: 'northeurope' })]
  await assert.rejects(check('westeurope').done, fails('E_REGION', /is in northeurope/))
})

test('a second copy in another region is told', async () => {
  cloud.accounts = [accountIn('westeurope', { secondaryLocation: 'northeurope' })]
  const { done, host } = check('westeurope')
  await done
  const told = host.lines.filter((line) => line.startsWith('warning'))
  assert.match(told.join(), /second copy of everything in northeurope/)
})

const unproven: Readonly<Record<string, readonly [prepare: () => void, why: RegExp]>> = {
  'an identity without a role': [
    () => {
      cloud.accounts = []
    },
    /cannot be proven: the identity cannot see the account\..*role Reader/,
  ],
  'a management API that refuses': [
    () => {
      cloud.faults = [{ when: () => true, status: 403, times: 100 }]
    },
    /cannot be proven: .*answered with HTTP status 403/,
  ],
  'a management API that stays busy': [
    () => {
      cloud.faults = [{ when: () => true, status: 503, times: 100 }]
    },
    /cannot be proven: .*answered with HTTP status 503/,
  ],
  'an account of that name at another address': [
    () => {
      cloud.accounts = [
        accountIn('westeurope', { primaryEndpoints: { blob: 'https://other.example/' } }),
      ]
    },
    /cannot be proven: the endpoint is not the address of the account/,
  ],
  'a key, and no identity': [
    () => useCredentials(bed.server.env),
    /cannot be proven: .*authentication failed/i,
  ],
}
for (const [what, [prepare, why]] of Object.entries(unproven)) {
  test(`${what} proves no region`, async () => {
    prepare()
    await assert.rejects(check('westeurope').done, fails('E_REGION', why))
  })
}

test('a key opens the store while an identity proves the region', async () => {
  useCredentials({ ...cloud.env, ...bed.server.env })
  await check('westeurope').done
})

test('a management API that is busy once is asked again', async () => {
  cloud.faults = [{ when: (path) => path.endsWith('/resources'), status: 429, times: 1 }]
  await check('westeurope').done
})

test('the identity’s token goes to no plain address', async () => {
  process.env['AZURE_RESOURCE_MANAGER_URL'] = 'http://management.example'
  await assert.rejects(check('westeurope').done, fails('E_INPUT', /AZURE_RESOURCE_MANAGER_URL/))
})
