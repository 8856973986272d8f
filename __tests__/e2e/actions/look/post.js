import { readdirSync } from 'node:fs'

const left = readdirSync(process.env.RUNNER_TEMP, { recursive: true })
console.log(`left ${JSON.stringify(left)}`)
