import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ACTIONS, type ActionName } from '../src/inputs/definition.ts'
import { build, filesOf } from './bundle.ts'
import { projectFolder } from './rig/folder.ts'

/*
 * `npm run check:dist`: dist/ is what src/ makes, byte for byte; it holds nothing of the machine
 * that made it; and every entry in it runs. An ESM bundle can be built without any warning and
 * still crash at its start, so comparing alone proves little.
 */

const DIST = join(projectFolder, 'dist')
const START_BUDGET_SECONDS = 0.2
const STARTS = 20

/** What each action says when it is given nothing. */
const NOTHING_GIVEN: Readonly<Record<ActionName, RegExp>> = {
  backup: /E_INPUT: database-url/,
  restore: /E_INPUT: database-url/,
  verify: /E_INPUT: (source|backup)/,
  copy: /E_INPUT: source-url/,
  prune: /E_INPUT: keep/,
  list: /E_INPUT: (source|Only an action)/,
}

const problems = [...(await compare()), ...(await findTraces()), ...runEntries()]
for (const problem of problems) console.error(problem)
if (problems.length > 0) console.error('Run `npm run build` and commit dist/.')
else console.log('dist/ is up to date, and every entry runs.')
process.exitCode = problems.length > 0 ? 1 : 0

/** Builds again, elsewhere. */
async function compare(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-backup-check-'))
  try {
    const fresh = (await build(folder)).map((file) => file.name)
    const committed = (await filesOf(DIST)).map((file) => file.name)
    const names = new Set([...fresh, ...committed])
    const found: string[] = []
    for (const name of names) {
      if (!fresh.includes(name)) found.push(`dist/${name} is not built any more.`)
      else if (!committed.includes(name)) found.push(`dist/${name} is missing.`)
      else if (!(await isSame(name, folder))) found.push(`dist/${name} is out of date.`)
    }
    return found
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function isSame(name: string, folder: string): Promise<boolean> {
  const [a, b] = await Promise.all([readFile(join(DIST, name)), readFile(join(folder, name))])
  return a.equals(b)
}

/** What would tell where it was built, and make the build differ from machine to machine. */
async function findTraces(): Promise<string[]> {
  const traces = [projectFolder, homedir(), registryHost()].filter((trace) => trace.length > 1)
  const found: string[] = []
  for (const { name } of await filesOf(DIST)) {
    const text = await readFile(join(DIST, name), 'utf8')
    for (const trace of traces) if (text.includes(trace)) found.push(`dist/${name} holds ${trace}.`)
  }
  return found
}

/** The registry that this machine installs from, which may be a private one. */
function registryHost(): string {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  return new URL(execFileSync(npm, ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()).host
}

function runEntries(): string[] {
  const runs = [
    run(['cli.js', '--version'], 0, /^\d+\.\d+\.\d+\n$/),
    run(['cli.js', '--help'], 0, new RegExp(ACTIONS.join('[^]*'))),
    ...ACTIONS.flatMap((action) => [
      run(['cli.js', action, '--help'], 0, /--summary/),
      run(['cli.js', action], 1, NOTHING_GIVEN[action]),
      run([`${action}.js`], 1, NOTHING_GIVEN[action]),
    ]),
    run(['post.js'], 0, /^$/),
  ]
  return runs.flatMap(runEntry)
}

interface EntryRun {
  readonly args: readonly string[]
  readonly status: number
  readonly output: RegExp
}

function run(args: readonly string[], status: number, output: RegExp): EntryRun {
  return { args, status, output }
}

/** Runs an entry without any input. */
function runEntry({ args, status, output }: EntryRun): string[] {
  const shown = `dist/${args.join(' ')}`
  const { seconds, ended } = startEntry(args)
  const text = ended.stdout + ended.stderr
  if (ended.status !== status || !output.test(text)) {
    return [`${shown} ended with ${ended.status ?? ended.signal}:\n${text}`]
  }
  console.log(`${shown}: ${seconds.toFixed(2)} s`)
  if (seconds <= START_BUDGET_SECONDS) return []
  return [`${shown} takes ${seconds.toFixed(2)} s to start, more than ${START_BUDGET_SECONDS}.`]
}

/**
 * The fastest of several starts. What else the machine does can only make one slower, so one
 * within the budget is proof enough, and a bundle that is too slow is so each time.
 */
function startEntry([entry = '', ...rest]: readonly string[]) {
  let best = start()
  for (let tries = 1; tries < STARTS && best.seconds > START_BUDGET_SECONDS; tries += 1) {
    const next = start()
    if (next.seconds < best.seconds) best = next
  }
  return best

  function start() {
    const started = performance.now()
    const ended = spawnSync(process.execPath, [join(DIST, entry), ...rest], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    })
    return { seconds: (performance.now() - started) / 1000, ended }
  }
}
