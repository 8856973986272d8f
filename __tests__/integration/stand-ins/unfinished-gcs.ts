/** Writes a part of a backup to the endpoint in argv, says so, and then waits to be killed. */
import { randomBytes } from 'node:crypto'
import { gsUrl, openGcs } from './gcs-bed.ts'
import { MiB, never, newBackup } from './s3-bed.ts'

const id = newBackup().id.replace(/.{6}$/, 'killed')
const { destination, host } = openGcs(gsUrl(process.argv[2] ?? ''))
const writer = await destination.begin({ name: 'shop', id }, never)
const whole = await writer.openFile(`${id}/1.dat`)
await whole.write(randomBytes(1000))
await whole.close()
const begun = await writer.openFile(`${id}/2.dat`)
await begun.write(randomBytes(3 * MiB))
console.log(JSON.stringify([...host.tasks]))
setInterval(() => {}, 60_000)
