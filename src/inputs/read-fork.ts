import type { ForkProviderName } from '../forks/fork.ts'
import type { Host } from '../host/host.ts'
import type { InputName } from './definitions.ts'
import { FORK_CHOICES, type ForkInputs, type ProviderInputs } from './fork.ts'
import { InputProblem, parseDuration, parseSize } from './parse.ts'
import { KEY_VARIABLES, providerInputs } from './provider-inputs.ts'
import type { InputReader } from './read.ts'

const PROVIDERS = ['heroku', 'neon', 'rds'] as const

/** What no provider can do without: its being given says that this one is meant. */
const NEEDED = {
  heroku: 'heroku-app',
  neon: 'neon-project',
  rds: 'rds-instance',
} as const satisfies Record<ForkProviderName, InputName>

/** What is of no use without it. `heroku-database` has a default, and so tells nothing. */
const BELONGING: Readonly<Record<ForkProviderName, readonly InputName[]>> = {
  heroku: ['heroku-api-key', 'fork-app', 'heroku-mtls-cidr'],
  neon: ['neon-api-key', 'neon-branch'],
  rds: ['rds-region'],
}

/** Reads whether a fork is read in place of the source, and who makes it. */
export function readFork(host: Host, read: InputReader): ForkInputs {
  const when = read.choice('fork', FORK_CHOICES)
  const name = readProviderName(read)
  if (when === 'always' && name === undefined) {
    const inputs = PROVIDERS.map((one) => `${NEEDED[one]} (${one})`).join(', ')
    problem(read, 'fork', `always needs a provider. Give one of ${inputs}.`)
  }
  // Those of all providers are read, so that no key is shown that was given in vain.
  const all = PROVIDERS.map((one) => providerInputs(host, one, (input) => read.text(input)))
  const provider = all.find((one) => one.name === name)
  if (provider !== undefined) checkKey(read, provider)
  return {
    when,
    thresholdBytes: read.value('fork-threshold', parseSize),
    provider,
    timeoutMs: read.value('fork-timeout', (text) => parseForkTimeout(text, host)),
  }
}

function readProviderName(read: InputReader): ForkProviderName | undefined {
  const choice = read.choice('fork-provider', ['auto', ...PROVIDERS])
  const isGiven = (name: ForkProviderName) => read.text(NEEDED[name]) !== undefined
  const given = PROVIDERS.filter(isGiven)
  for (const name of PROVIDERS.filter((one) => !isGiven(one))) {
    const alone = BELONGING[name].find((input) => read.text(input) !== undefined)
    if (alone !== undefined) problem(read, alone, `it needs ${NEEDED[name]}, which is missing.`)
    else if (name === choice) problem(read, 'fork-provider', `${name} needs ${NEEDED[name]}.`)
  }
  if (choice !== 'auto') return choice
  if (given.length > 1) {
    const names = given.join(' and ')
    problem(read, 'fork-provider', `the inputs of ${names} are given. Write which one is meant.`)
  }
  if (given.length === 0 && read.text('fork-plan') !== undefined) {
    problem(read, 'fork-plan', 'it needs the inputs of a provider.')
  }
  return given[0]
}

function checkKey(read: InputReader, inputs: ProviderInputs): void {
  if (inputs.name === 'rds' || inputs.apiKey !== '') return
  const variable = KEY_VARIABLES[inputs.name]
  problem(read, `${inputs.name}-api-key`, `it is missing, and so is the variable ${variable}.`)
}

function problem(read: InputReader, input: InputName, text: string): void {
  read.problem(input, new InputProblem(text))
}

/** Jobs on GitHub's own runners end after six hours, and the fork has to be gone by then. */
const HOSTED_MS = 5 * 3_600_000

function parseForkTimeout(text: string, { environment }: Host): number {
  const milliseconds = parseDuration(text)
  if (milliseconds === 0) throw new InputProblem('it has to be longer than 0.')
  if (environment['RUNNER_ENVIRONMENT'] !== 'github-hosted' || milliseconds <= HOSTED_MS) {
    return milliseconds
  }
  throw new InputProblem(
    `"${text}" is longer than 5h, and a job on a runner of GitHub ends after six hours. A self-hosted runner may take longer.`,
  )
}
