import { appendFileSync, readFileSync } from 'node:fs'

const provider = process.env.INPUT_WORKLOAD_IDENTITY_PROVIDER
const shape = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/
if (!shape.test(provider)) throw new Error('There is no provider of workload identities.')

// The file's path, and where Cloud Storage is here; whoever places this action writes them down.
const environment = JSON.parse(readFileSync(new URL('environment.json', import.meta.url), 'utf8'))
for (const [name, value] of Object.entries(environment)) {
  appendFileSync(process.env.GITHUB_ENV, `${name}=${value}\n`)
}
