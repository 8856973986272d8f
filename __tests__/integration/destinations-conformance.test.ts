import { describe } from 'node:test'
import { startAzurePlace } from './conformance/azure-place.ts'
import { conform } from './conformance/conform.ts'
import { startFilePlace } from './conformance/file-place.ts'
import { startGcsPlace } from './conformance/gcs-place.ts'
import { startS3Place } from './conformance/s3-place.ts'

// Artifacts have a file of their own.
describe('stores', { concurrency: 2 }, () =>
  conform({
    'a folder': startFilePlace,
    'Amazon S3': startS3Place,
    'Google Cloud Storage': startGcsPlace,
    'Azure Blob Storage': startAzurePlace,
  }),
)
