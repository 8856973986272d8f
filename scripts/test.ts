/**
 * Runs the tests: `scripts/test.ts [unit|integration|e2e|lint|all] [PART OF A FILE NAME]...`.
 * First fetches what the chosen ones need, then one `node --test` counts them all.
 */
import { spawn } from 'node:child_process'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { actionBundle } from './rig/action-bundle.ts'
import { projectFolder, rigFolder } from './rig/folder.ts'
import * as parts from './rig/parts.ts'

interface Suite {
  readonly files: string
  /** What has to be there before the tests start, so that no test waits for a download. */
  prepare(): Promise<unknown>
}

const everyPostgres = () => together(parts.postgresMajors.map(parts.postgres))

/** As Promise.all, but rejects only when all have ended. */
async function together(promises: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(promises)
  await Promise.all(promises)
}

const suites: Readonly<Record<string, Suite>> = {
  lint: {
    files: '__tests__/lint.test.ts',
    prepare: () => together([parts.actionlint(), parts.zizmor()]),
  },
  unit: { files: '__tests__/unit/**/*.test.ts', prepare: async () => {} },
  integration: {
    files: '__tests__/integration/**/*.test.ts',
    prepare: () => together([everyPostgres(), parts.weed(), parts.pgbouncer()]),
  },
  e2e: {
    files: '__tests__/e2e/**/*.test.ts',
    prepare: () => together([everyPostgres(), parts.weed(), parts.act(), actionBundle()]),
  },
}

/** A test that hangs fails after this long (milliseconds), and the rest go on. */
const timeout = 240_000

async function main([chosen = 'all', ...names]: readonly string[]): Promise<number> {
  const suite = suites[chosen]
  if (suite === undefined && chosen !== 'all') {
    console.error(`There is no test suite "${chosen}": ${Object.keys(suites).join(', ')}, all.`)
    return 2
  }
  const wanted = suite === undefined ? Object.values(suites) : [suite]
  const files = (await Promise.all(wanted.map(filesOf)))
    .flat()
    .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  if (files.length === 0) {
    console.error('No test file matches.')
    return 2
  }
  const start = Date.now()
  await together([parts.nodeModules(), ...wanted.map(({ prepare }) => prepare())])
  console.log(`Set up in ${((Date.now() - start) / 1000).toFixed(1)} s.`)
  return runTests(files)
}

async function filesOf({ files }: Suite): Promise<string[]> {
  return (await Array.fromAsync(glob(files, { cwd: projectFolder }))).sort()
}

/** One more than the two processors there are at least, since tests also wait for this and that. */
const FILES_AT_ONCE = 3

function runTests(files: readonly string[]): Promise<number> {
  const flags = ['--test', '--test-reporter=spec', `--test-concurrency=${FILES_AT_ONCE}`]
  const child = spawn(process.execPath, [...flags, `--test-timeout=${timeout}`, ...files], {
    cwd: projectFolder,
    // Half of what a run from the sources costs is stripping their types, again and again.
    env: { ...ownEnvironment(), NODE_COMPILE_CACHE: path.join(rigFolder, 'compile-cache') },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal))
  }
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}

/** The environment without what would lead a test to someone's database, account or workflow run. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(PG|AWS_|GITHUB_|ACTIONS_|RUNNER_|INPUT_|STATE_|NODE_TEST_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(`The tests could not be set up: ${(error as Error).message}`)
  process.exitCode = 1
}
