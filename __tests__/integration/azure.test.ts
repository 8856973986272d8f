import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import test, { after, before, beforeEach } from 'node:test'
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  ContainerSASPermissions,
} from '@azure/storage-blob'
import { UserError } from '../../src/errors.ts'
import {
  type AzureBed,
  azureRequests,
  azureUrl,
  backUp,
  behind,
  MiB,
  makeAzureBed,
  never,
  open,
  quick,
  useCredentials,
} from './stand-ins/azure-bed.ts'
import { type Answer, startFaultProxy } from './stand-ins/fault-proxy.ts'
import { storeAt } from './stand-ins/object-stores.ts'

let bed: AzureBed

before(async () => {
  bed = await makeAzureBed()
})
after(() => bed[Symbol.asyncDispose]())
beforeEach(() => useCredentials(bed.server.env))

const fails = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError, String((error as Error).stack))
  assert.equal(error.code, code, error.message)
  assert.match(`${error.message} ${error.next}`, text)
  return true
}

const check = (more = {}) =>
  open(azureUrl(bed.server, more)).destination.check({ name: 'shop' }, never)
const openStore = () => storeAt(bed.url(), open(bed.url()).host.log, quick)
const soon = () => new Date(Date.now() + 60_000)

test('an archive of many blocks, its place and its kind', async () => {
  const { stored, host } = await backUp(bed, bed.url(), quick, 32 * MiB + 7)
  assert.match(stored.location, /^az:\/\/rig\w+\/backups\/team\/a\/shop\/shop-\S+\.dump$/)
  const blob = bed.container.getBlockBlobClient(stored.location.split('/').slice(4).join('/'))
  assert.equal((await blob.getBlockList('committed')).committedBlocks?.length, 7)
  assert.equal((await blob.getProperties()).contentType, 'application/octet-stream')
  assert.equal(host.left.size, 0)
})

test('tier and tags are of the archive, and the manifest is not put in a cool tier', async () => {
  const url = bed.url({ tier: 'Cool', tags: { team: 'db', keep: 'one year' } })
  for (const size of [1000, 12 * MiB]) {
    const { backup } = await backUp(bed, url, quick, size)
    const folder = `team/a/shop/${backup.id}`
    const archive = bed.container.getBlobClient(`${folder}.dump`)
    assert.equal((await archive.getProperties()).accessTier, 'Cool')
    assert.deepEqual((await archive.getTags()).tags, url.tags)
    const manifest = await bed.container.getBlobClient(`${folder}.manifest.json`).getProperties()
    assert.equal(manifest.accessTier, 'Hot')
    assert.equal(manifest.contentType, 'application/json')
  }
})

test('create=true makes the container, once', async () => {
  for (let run = 1; run <= 2; run++) await check({ container: 'made', create: true })
  const made = (await bed.server.client()).getContainerClient('made')
  assert.deepEqual(await Array.fromAsync(made.listBlobsFlat()), [])
})

test('a connection string opens the account, without an endpoint in the destination', async () => {
  const { accountName, accountKey, endpoint } = bed.server
  const text = `AccountName=${accountName};AccountKey=${accountKey};BlobEndpoint=${endpoint};`
  useCredentials({ AZURE_STORAGE_CONNECTION_STRING: text })
  await check({ endpoint: undefined })
})

test('a signature of the container is enough to write, read and list', async () => {
  const permissions = ContainerSASPermissions.parse('racwdl')
  const sas = await bed.container.generateSasUrl({ permissions, expiresOn: soon() })
  useCredentials({ AZURE_STORAGE_SAS_TOKEN: new URL(sas).search })
  await check()
  const { backup } = await backUp(bed, bed.url())
  const listed = await Array.fromAsync(openStore().list('shop', never))
  assert.ok(listed.includes(`${backup.id}.dump`))
  const link = async () => openStore().link?.('shop', `${backup.id}.dump`, 60, never)
  await assert.rejects(link(), fails('E_CREDENTIALS', /no links can be made/))
})

test('a signature that may only read is refused before the dump, and not shown', async () => {
  const permissions = AccountSASPermissions.parse('rl')
  const client = await bed.server.client()
  const services = AccountSASServices.parse('b').toString()
  const types = AccountSASResourceTypes.parse('sco').toString()
  const sas = client.generateAccountSasUrl(soon(), permissions, types, { services } as object)
  const { search, searchParams } = new URL(sas)
  useCredentials({ AZURE_STORAGE_SAS_TOKEN: search })
  const error = await check().then(
    () => assert.fail('check passed'),
    (error: unknown) => error as Error,
  )
  fails('E_CREDENTIALS', /may not write az:.*Storage Blob Data Contributor/)(error)
  const shown = JSON.stringify(Object.getOwnPropertyDescriptors(error))
  assert.ok(!shown.includes(encodeURIComponent(searchParams.get('sig') ?? '')), shown)
})

test('a signature that has run out is not accepted', async () => {
  const permissions = ContainerSASPermissions.parse('racwdl')
  const expiresOn = new Date(Date.now() - 60_000)
  const sas = await bed.container.generateSasUrl({ permissions, expiresOn })
  useCredentials({ AZURE_STORAGE_SAS_TOKEN: new URL(sas).search })
  await assert.rejects(check(), fails('E_CREDENTIALS', /signature/))
})

test('an account that does not exist is told within a second', async (t) => {
  // Whatever the machine's name servers are, the answer is as theirs is.
  const dns = createRequire(import.meta.url)('node:dns')
  const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
  t.mock.method(dns, 'lookup', (_host: string, _options: object, done: (error: Error) => void) =>
    done(notFound),
  )
  await assert.rejects(
    check({ endpoint: undefined }),
    fails('E_BUCKET', /no storage account rig\w+: rig\w+\.blob\.core\.windows\.net is not known/),
  )
})

test('credentials go to no plain address but this machine', async () => {
  await assert.rejects(
    check({ endpoint: 'http://blobs.example/acme' }),
    fails('E_INPUT', /are not sent to blobs\.example over plain HTTP/),
  )
})

test('the token of an identity goes to Azure only, and to this machine over TLS', async () => {
  useCredentials({})
  for (const endpoint of [
    bed.server.endpoint,
    'https://blobs.example/acme',
    'https://core.windows.net.example',
    'http://acme.blob.core.windows.net',
  ]) {
    await assert.rejects(check({ endpoint }), fails('E_CREDENTIALS', /services of Azure only, not/))
  }
  // There is no identity; but it would have been sent there.
  for (const endpoint of [undefined, 'https://acme.z12.blob.storage.azure.net']) {
    await assert.rejects(check({ endpoint }), fails('E_CREDENTIALS', /could be obtained/))
  }
})

test('a link is for one blob, for reading, for its time', async () => {
  const { backup } = await backUp(bed, bed.url(), quick, 1000)
  const link = (await openStore().link?.('shop', `${backup.id}.dump`, 60, never)) ?? ''
  assert.equal((await (await fetch(link)).arrayBuffer()).byteLength, 1000)
  assert.equal((await fetch(link, { method: 'DELETE' })).status, 403)
  const past = { ...quick, now: () => new Date(Date.now() - 120_000) }
  const store = storeAt(bed.url(), open(bed.url()).host.log, past)
  const late = (await store.link?.('shop', `${backup.id}.dump`, 60, never)) ?? ''
  assert.equal((await fetch(late)).status, 403)
})

test('a list that comes in several answers is read to its end', async () => {
  const names = ['a.json', 'b.json', 'c.json']
  for (const name of names) {
    await bed.container.getBlockBlobClient(`team/a/long/${name}`).upload('', 0)
  }
  // Azure gives 5000 names in one answer; here the first has one, and says where to go on.
  await using proxy = await startFaultProxy(new URL(bed.server.endpoint).origin)
  const shorten = (answer: Required<Answer>) => {
    const { 'transfer-encoding': _, ...headers } = answer.headers
    const [first = ''] = /<Blob>.*?<\/Blob>/s.exec(answer.body) ?? []
    const body = answer.body
      .replace(/<Blobs>.*<\/Blobs>/s, `<Blobs>${first}</Blobs>`)
      .replace(/<NextMarker\/>/, '<NextMarker>team/a/long/a.json</NextMarker>')
    return { ...answer, headers, body }
  }
  proxy.add({ when: azureRequests.list, fault: { kind: 'alter', alter: shorten } })
  const url = bed.url({ endpoint: behind(proxy, bed.server) })
  const store = storeAt(url, open(url).host.log, quick)
  assert.deepEqual(await Array.fromAsync(store.list('long', never)), names)
  assert.equal(proxy.seen.filter((line) => line.includes('comp=list')).length, 2)
})

test('a folder of many files is removed, and nothing beside it', async () => {
  const store = openStore()
  const inside = Array.from({ length: 40 }, (_, at) => `team/a/shop/gone/${at}.dat`)
  const beside = ['team/a/shop/gone.manifest.json', 'team/a/shop/gone2/0.dat']
  for (const key of [...inside, ...beside]) {
    await bed.container.getBlockBlobClient(key).upload(randomBytes(5), 5)
  }
  await store.remove('shop', 'gone/', never)
  const left = (await bed.keys()).filter((key) => key.includes('/gone'))
  assert.deepEqual(left, beside)
})
