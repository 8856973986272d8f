/** Begins a backup at the destination in argv, says so, and then waits to be killed. */
import { randomBytes } from 'node:crypto'
import { MiB, never, newBackup, open } from './azure-bed.ts'

const backup = newBackup()
const { destination, host } = open(JSON.parse(process.argv[2] ?? ''))
const writer = await destination.begin(backup, never)
const done = await writer.openFile(`${backup.id}/1.dat`)
await done.write(randomBytes(1000))
await done.close()
const file = await writer.openFile(`${backup.id}/toc.dat`)
await file.write(randomBytes(12 * MiB))
console.log(JSON.stringify([...host.left]))
setInterval(() => {}, 60_000)
