import { appendFileSync, readFileSync } from 'node:fs'

const role = process.env['INPUT_ROLE-TO-ASSUME']
if (!/^arn:aws:iam::\d{12}:role\/\S+$/.test(role)) throw new Error('There is no role to assume.')

// The keys, and where S3 is here; whoever places this action writes them down.
const environment = {
  ...JSON.parse(readFileSync(new URL('environment.json', import.meta.url), 'utf8')),
  AWS_REGION: process.env['INPUT_AWS-REGION'],
}
console.log(`::add-mask::${environment.AWS_SECRET_ACCESS_KEY}`)
for (const [name, value] of Object.entries(environment)) {
  appendFileSync(process.env.GITHUB_ENV, `${name}=${value}\n`)
}
