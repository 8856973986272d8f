import assert from 'node:assert/strict'
import test from 'node:test'
import { downloadCommands, listCommand } from '../../../src/report/download-steps.ts'
import type { DestinationReport } from '../../../src/report/report.ts'
import { ID, SHA, s3Destination, sampleManifest } from './sample.ts'

const files = [{ path: `${ID}/toc.dat`, sizeBytes: 1, sha256: SHA }]
const folder = sampleManifest({ format: 'directory', files })

const gs = {
  kind: 'gs',
  text: '',
  bucket: 'acme-backups',
  prefix: 'nightly',
  create: false,
} as const
const az = {
  kind: 'az',
  text: '',
  account: 'acme',
  container: 'backups',
  prefix: "it's/nightly",
  create: false,
} as const
const at = (url: DestinationReport['url']) => s3Destination({ url })

test('from Cloud Storage: files, and a folder under its own name', () => {
  assert.deepEqual(downloadCommands(sampleManifest(), at(gs)), [
    `gcloud storage cp gs://acme-backups/nightly/shop/${ID}.dump .`,
    `gcloud storage cp gs://acme-backups/nightly/shop/${ID}.manifest.json .`,
  ])
  assert.equal(
    downloadCommands(folder, at(gs))[0],
    `gcloud storage cp --recursive gs://acme-backups/nightly/shop/${ID} .`,
  )
  assert.equal(listCommand('shop', at(gs)), 'gcloud storage ls gs://acme-backups/nightly/shop/')
})

test('from Cloud Storage at another address, and from the root of a bucket', () => {
  const url = { ...gs, prefix: '', endpoint: 'https://storage-x.p.googleapis.com' }
  assert.equal(
    listCommand('shop', at(url)),
    'CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE=https://storage-x.p.googleapis.com/ gcloud storage ls gs://acme-backups/shop/',
  )
})

test('from Azure: blobs by their names, and a folder that is brought to where the rest is', () => {
  const place = '--auth-mode login --account-name acme'
  const download = `az storage blob download ${place} --container-name backups`
  assert.deepEqual(downloadCommands(sampleManifest(), at(az)), [
    `${download} --name 'it'\\''s/nightly/shop/${ID}.dump' --file ${ID}.dump --output none`,
    `${download} --name 'it'\\''s/nightly/shop/${ID}.manifest.json' --file ${ID}.manifest.json --output none`,
  ])
  assert.deepEqual(downloadCommands(folder, at(az)).slice(0, 2), [
    `az storage blob download-batch ${place} --source backups --pattern 'it'\\''s/nightly/shop/${ID}/*' --destination . --output none`,
    `mv 'it'\\''s/nightly/shop/${ID}' .`,
  ])
  assert.equal(
    listCommand('shop', at({ ...az, prefix: '', endpoint: 'https://acme.example.com' })),
    "az storage blob list --account-name acme --blob-endpoint https://acme.example.com --container-name backups --prefix shop/ --query '[].name' --output tsv",
  )
})
