import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'
import { parse } from 'yaml'
import { actionText, folderOf, withTables } from '../../scripts/contract-text.ts'
import { GithubHost } from '../../src/host/github.ts'
import type { Host } from '../../src/host/host.ts'
import { ACTIONS, type ActionName, type SharedInput } from '../../src/inputs/definition.ts'
import { INPUTS, inputsOf } from '../../src/inputs/definitions.ts'
import { loadBackupInputs } from '../../src/inputs/load-backup.ts'
import { loadCopyInputs } from '../../src/inputs/load-copy.ts'
import { loadListInputs } from '../../src/inputs/load-list.ts'
import { loadPruneInputs } from '../../src/inputs/load-prune.ts'
import { loadRestoreInputs } from '../../src/inputs/load-restore.ts'
import { loadVerifyInputs } from '../../src/inputs/load-verify.ts'
import { OUTPUTS } from '../../src/inputs/output-definitions.ts'
import { copyOutputs } from '../../src/report/copy-summary.ts'
import { listOutputs } from '../../src/report/list-summary.ts'
import { reportOutputs } from '../../src/report/outputs.ts'
import { pruneOutputs } from '../../src/report/prune-summary.ts'
import { restoreOutputs } from '../../src/report/restore-summary.ts'
import { verifyOutputs } from '../../src/report/verify-summary.ts'
import { TOOL } from '../../src/tool.ts'
import { capturedToolkit } from './host/captured-toolkit.ts'
import { sampleManifest, sampleReport } from './report/sample.ts'

const project = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(project, path), 'utf8')
const { signal } = new AbortController()

const LOADERS: Readonly<Record<ActionName, (host: Host) => unknown>> = {
  backup: loadBackupInputs,
  restore: loadRestoreInputs,
  verify: loadVerifyInputs,
  copy: loadCopyInputs,
  prune: loadPruneInputs,
  list: loadListInputs,
}

/** The least that each action asks for. */
const NEEDED: Readonly<Record<ActionName, Readonly<Record<string, string>>>> = {
  backup: { 'INPUT_DATABASE-URL': 'postgres://u@h/d' },
  restore: { 'INPUT_DATABASE-URL': 'postgres://u@h/d' },
  verify: { INPUT_NAME: 'd' },
  copy: { 'INPUT_SOURCE-URL': 'postgres://u@h/d', 'INPUT_TARGET-URL': 'postgres://u@h/e' },
  prune: { INPUT_SOURCE: './backups', INPUT_KEEP: 'last=3' },
  list: { INPUT_SOURCE: './backups' },
}

const done = {
  failure: null,
  tables: [],
  phases: [],
  durationSeconds: 1,
  warnings: [],
  targetState: null,
  previousDatabase: null,
  safetyBackup: null,
  mode: 'into-empty',
  verified: 'rows',
} as const
const manifest = sampleManifest()

const OUTPUTS_MADE: Readonly<Record<ActionName, () => Record<string, string>>> = {
  backup: () => reportOutputs(sampleReport()),
  restore: () => restoreOutputs({ ...done, database: 'd', manifest }),
  verify: () =>
    verifyOutputs({ ...done, wanted: 'latest', level: 'archive', manifest, scratch: null }),
  copy: () =>
    copyOutputs({
      ...done,
      source: 'd',
      fork: null,
      target: 'e',
      copied: { tables: [], largeObjects: 0, bytes: 0 },
    }),
  prune: () => pruneOutputs({ ...done, label: 'artifacts', dryRun: true, series: [] }),
  list: () => listOutputs({ ...done, label: 'artifacts', backups: [], links: {}, now: new Date() }),
}

const readmeOf = (action: ActionName) => join(folderOf(action), 'README.md')

for (const action of ACTIONS) {
  const file = join(folderOf(action), 'action.yml')

  test(`${file} is what \`npm run contract\` writes`, () => {
    assert.equal(read(file), actionText(action))
  })

  test(`the tables in ${readmeOf(action)} are what \`npm run contract\` writes`, () => {
    const readme = read(readmeOf(action))
    assert.equal(readme, withTables(readme, action))
  })

  test(`${file} is YAML that says the same, and names files that are there`, () => {
    const { runs, inputs } = parse(read(file))
    const dist = action === 'backup' ? 'dist' : '../dist'
    assert.deepEqual(runs, {
      using: 'node24',
      main: `${dist}/${action}.js`,
      post: `${dist}/post.js`,
      'post-if': 'always()',
    })
    for (const path of [runs.main, runs.post]) {
      const entry = join('src/entries', basename(path, '.js'))
      assert.ok(existsSync(join(project, `${entry}.ts`)), path)
      assert.equal(join(folderOf(action), path), join('dist', basename(path)))
    }
    assert.deepEqual(
      Object.entries<{ default?: string }>(inputs).map(([name, input]) => [name, input.default]),
      inputsOf(action).map((input) => [input.name, input.default]),
    )
  })

  test(`every input of ${action} is read, and none is read that is not declared`, () => {
    const asked = new Set<string>()
    class RecordingHost extends GithubHost {
      override input(name: string): string | undefined {
        asked.add(name)
        return super.input(name)
      }
    }
    const host = new RecordingHost(NEEDED[action], signal, capturedToolkit())
    LOADERS[action](host)
    assert.deepEqual(
      [...asked].sort(),
      inputsOf(action)
        .map(({ name }) => name)
        .sort(),
    )
  })

  test(`every output of ${action} is declared, in the same order`, () => {
    assert.deepEqual(
      Object.keys(OUTPUTS_MADE[action]()),
      OUTPUTS[action].map((output) => output.name),
    )
  })

  test(`what ${action} documents has a name in kebab case and a sentence`, () => {
    for (const { name, description } of [...inputsOf(action), ...OUTPUTS[action]]) {
      assert.match(name, /^[a-z]+[0-9]*(-[a-z]+)*$/)
      assert.match(description, /^[A-Z`].*\.$/, name)
    }
  })
}

test('an input that an action has in its own words is one that the action has', () => {
  const inputs: readonly SharedInput[] = INPUTS
  for (const { name, actions, differs = {} } of inputs) {
    for (const action of Object.keys(differs)) {
      assert.ok(
        actions.some((one) => one === action),
        `${name}: ${action}`,
      )
    }
  }
  assert.equal(new Set(inputs.map(({ name }) => name)).size, inputs.length)
})

const examples = globSync('examples/**/*.yml', { cwd: project })

for (const file of examples) {
  test(`${file} uses inputs and outputs that exist`, () => {
    const text = read(file)
    const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> }
    const ours = Object.values(jobs).flatMap(({ steps }) => steps.filter(isOurs))
    assert.ok(ours.length > 0)
    for (const step of ours) {
      const action = actionOf(step)
      const inputs = inputsOf(action).map(({ name }) => name)
      for (const name of Object.keys(step.with ?? {})) assert.ok(inputs.includes(name), name)
      const outputs = OUTPUTS[action].map(({ name }) => name)
      for (const [, id, name = ''] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        if (id === step.id) assert.ok(outputs.includes(name), name)
      }
    }
  })
}

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
}

const USES = /^org\/pg-backup-action(?:\/(\w+))?@/

function isOurs({ uses = '' }: Step): boolean {
  return USES.test(uses)
}

function actionOf({ uses = '' }: Step): ActionName {
  const [, folder = 'backup'] = USES.exec(uses) ?? []
  const action = ACTIONS.find((one) => one === folder)
  assert.ok(action, `there is no action ${folder}`)
  return action
}

test('the version in manifests and on the command line is the one of package.json', () => {
  assert.equal(TOOL.version, JSON.parse(read('package.json')).version)
})
