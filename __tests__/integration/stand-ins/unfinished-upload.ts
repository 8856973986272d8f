/** Begins a backup to the endpoint in argv, says so, and then waits to be killed. */
import { randomBytes } from 'node:crypto'
import { MiB, never, newBackup, open, s3Url } from './s3-bed.ts'

const backup = newBackup()
const { destination, host } = open(s3Url(process.argv[2] ?? ''))
const writer = await destination.begin(backup, never)
const file = await writer.openFile(`${backup.id}.dump`)
await file.write(randomBytes(12 * MiB))
console.log(JSON.stringify([...host.tasks]))
setInterval(() => {}, 60_000)
