import {
  BUCKET,
  type Comparison,
  emptyFolder,
  inFolder,
  inS3,
  type Place,
  to,
  toFile,
  toS3,
} from './comparisons.ts'

const inGcs = ({ gcs }: Place) => `gs://${BUCKET}/ours?endpoint=${gcs.endpoint}`
const inAzure = ({ azure }: Place) =>
  `az://${azure.accountName}/${BUCKET}/ours?endpoint=${azure.endpoint}`

/** The same backup to other places, to several at once, and sealed. */
export const DESTINATIONS: readonly Comparison[] = [
  {
    title: 'backup to a folder and S3 at once, against the slower one, S3, alone',
    ours: (place) => to(place, inFolder(place), inS3(place, 'ours')),
    theirs: (place) => toS3(place),
    target: 1.2,
    prepare: emptyFolder,
  },
  {
    title: 'backup to Google Cloud Storage (an emulator), against S3',
    ours: (place) => to(place, inGcs(place)),
    theirs: (place) => toS3(place),
    target: 1.2,
    prepare: emptyFolder,
  },
  {
    title: 'backup to Azure Blob Storage (an emulator), against S3',
    ours: (place) => to(place, inAzure(place)),
    theirs: (place) => toS3(place),
    target: 1.2,
    prepare: emptyFolder,
  },
  {
    title: 'backup to a file, encrypted, against the same without',
    ours: (place) => toFile(place, `--encrypt-to=${place.recipient}`),
    theirs: (place) => toFile(place),
    target: 1.3,
    prepare: emptyFolder,
  },
]
