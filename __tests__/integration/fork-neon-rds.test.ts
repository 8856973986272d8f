import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before } from 'node:test'
import { type NeonService, startNeon } from '../../scripts/rig/neon-service.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type RdsService, startRds } from '../../scripts/rig/rds-service.ts'
import { startStep, Workplace } from './command-line.ts'
import { FAST } from './fork-bed.ts'
import { eventually, startBackup, WatchedRun } from './watched-run.ts'

/** Whole runs of the program through Neon and RDS; their details are in neon.test.ts and rds.test.ts. */
let server: PostgresServer
before(async () => {
  // Every statement is written to the source's log, so that it is seen what came to the source.
  server = await startPostgres({ major: 17, settings: { log_statement: 'all' } })
  await server.createDatabase('shop')
  await server.query('CREATE TABLE orders AS SELECT generate_series(1, 500) AS i', 'shop')
})
after(() => server.stop())

interface Provider {
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  /** The names of all forks there are. */
  forks(): string[]
  /** Resolves once the fork's server runs. */
  untilForked(): Promise<void>
  /** From now on, a fork never comes up. */
  neverEnd(): void
  stop(): Promise<void>
}

const providers: Readonly<Record<string, () => Promise<Provider>>> = {
  async neon() {
    const neon = await startNeon(server)
    neon.project.operationScript = []
    return { ...ofNeon(neon), stop: () => neon.stop() }
  },
  async rds() {
    const rds = await startRds({ source: server })
    Object.assign(rds.instances, { restoring: [], ending: [] })
    return { ...ofRds(rds), stop: () => rds.stop() }
  },
}

function ofNeon(neon: NeonService): Omit<Provider, 'stop'> {
  const { project } = neon
  const forks = () => project.branches.map(({ name }) => name).filter(isFork)
  return {
    inputs: { 'neon-project': project.id, 'neon-api-key': neon.apiKey },
    env: { ...FAST, ...neon.env },
    secrets: [neon.apiKey, server.password],
    forks,
    async untilForked() {
      await eventually(() => forks().length > 0, 'a branch is there')
      await project.server(forks()[0] ?? '')
    },
    neverEnd() {
      project.overrides = { current_state: 'init' }
    },
  }
}

function ofRds(rds: RdsService): Omit<Provider, 'stop'> {
  const forks = () => rds.instances.names.filter(isFork)
  return {
    inputs: { 'rds-instance': 'shop' },
    env: { ...FAST, ...rds.env },
    secrets: [rds.secretAccessKey, server.password],
    forks,
    async untilForked() {
      await eventually(() => forks().length > 0, 'an instance is there')
      await rds.instances.server(forks()[0] ?? '')
    },
    neverEnd() {
      rds.instances.restoring = new Array(1000).fill('creating')
      rds.instances.ending = []
    },
  }
}

function isFork(name: string): boolean {
  return name.startsWith('pg-backup-fork-')
}

function inputsOf(provider: Provider): Record<string, string> {
  return { ...provider.inputs, fork: 'always', name: 'shop', 'client-dir': server.binDir }
}

/** What the source was asked to read since a moment of its log. */
async function copiesIn(start: number): Promise<string[]> {
  const log = (await readFile(server.logFile, 'utf8')).slice(start)
  return log.split('\n').filter((line) => /statement: COPY /.test(line))
}

for (const [name, open] of Object.entries(providers)) {
  test(`${name}: a fork is dumped in place of the database, and is gone afterwards`, async () => {
    const provider = await open()
    await using place = await Workplace.make()
    const { length: start } = await readFile(server.logFile, 'utf8')
    const flags = Object.entries(inputsOf(provider)).filter(([input]) => input !== 'neon-api-key')
    await using run = startBackup(
      place,
      server.url('shop'),
      flags.map(([input, value]) => `--${input}=${value}`),
      {
        env: { ...provider.env, NEON_API_KEY: provider.inputs['neon-api-key'] ?? '' },
        secrets: provider.secrets,
      },
    )
    try {
      await provider.untilForked()
      await server.query('INSERT INTO orders VALUES (501)', 'shop')
      const { status, outputs, everything } = await run.end()
      assert.equal(status, 0, everything)
      assert.equal(outputs['rows'], '500', 'the row written after the fork is not in it')
      assert.equal(outputs['forked'], 'true')
      assert.match(outputs['fork-name'] ?? '', /^pg-backup-fork-local-4h-[0-9a-z]{8}$/)
      assert.deepEqual(await copiesIn(start), [], 'the source was not read')
      assert.deepEqual(provider.forks(), [])
    } finally {
      await server.query('DELETE FROM orders WHERE i = 501', 'shop')
      await provider.stop()
    }
  })

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    test(`${name}: ${signal} while it is waited for leaves no fork after the post step`, async () => {
      const provider = await open()
      provider.neverEnd()
      await using place = await Workplace.make()
      const step = await workflowStep(place, provider)
      await using main = new WatchedRun(startStep('backup', step.env), place, provider.secrets)
      try {
        await provider.untilForked()
        await main.started.logged('fork  ')
        main.started.child.kill(signal)
        const run = await main.started.finished
        assert.notEqual(run.status, 0, run.everything)
        await using post = new WatchedRun(
          startStep('post', await step.postEnv()),
          place,
          provider.secrets,
        )
        const end = await post.end()
        assert.equal(end.status, 0, end.everything)
        assert.deepEqual(provider.forks(), [], `${run.everything}\n${end.everything}`)
        await main.assertNoSecret(run)
      } finally {
        await provider.stop()
      }
    })
  }
}

test('rds: a run in another account does not take the fork of a killed run for gone', async () => {
  const provider = await (providers['rds'] ?? assert.fail())()
  provider.neverEnd()
  await using other = await startRds({ instance: { DbiResourceId: 'db-OTHERACCOUNT' } })
  await using place = await Workplace.make()
  const start = (changes: object, env = provider.env) => {
    const inputs = Object.entries({ ...inputsOf(provider), ...changes })
    const flags = inputs.map(([name, value]) => `--${name}=${value}`)
    return startBackup(place, server.url('shop'), flags, { env, secrets: provider.secrets })
  }
  try {
    await using killed = start({})
    await provider.untilForked()
    killed.started.child.kill('SIGKILL')
    await killed.started.finished
    for (const [env, forks] of [
      [{ ...FAST, ...other.env }, 1],
      [{ ...FAST, ...other.env }, 1],
      [provider.env, 0],
    ] as const) {
      const { everything } = await start({ format: 'none' }, { ...env }).started.finished
      const isTold = /warning: E_FORK_LEFT: .* shop is not its source/.test(everything)
      assert.equal(isTold, forks === 1, everything)
      assert.equal(provider.forks().length, forks, everything)
    }
  } finally {
    await provider.stop()
  }
})

/** The environments of a main step, and of the post step that has what it saved. */
async function workflowStep(place: Workplace, provider: Provider) {
  const file = (name: string) => path.join(place.folder, name)
  for (const name of ['output', 'state', 'summary']) await writeFile(file(name), '')
  const inputs = {
    ...inputsOf(provider),
    'database-url': server.url('shop'),
    destination: place.backups,
  }
  const given = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ])
  const env = {
    ...place.environment,
    ...provider.env,
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    RUNNER_TEMP: place.temporary,
    ...Object.fromEntries(given),
  }
  return {
    env,
    async postEnv() {
      const saved = await readFile(file('state'), 'utf8')
      const values = [...saved.matchAll(/^cleanup<<(ghadelimiter_\S+)\n(.*?)\n\1$/gms)]
      return { ...env, STATE_cleanup: values.at(-1)?.[2] ?? '' }
    },
  }
}
