import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { parse } from 'yaml'
import { actionText, withTables } from '../../scripts/contract-text.ts'
import { GithubHost } from '../../src/host/github.ts'
import { INPUTS, inputsOf } from '../../src/inputs/definitions.ts'
import { loadBackupInputs } from '../../src/inputs/load-backup.ts'
import { OUTPUTS } from '../../src/inputs/output-definitions.ts'
import { PLANNED_INPUTS } from '../../src/inputs/planned.ts'
import { reportOutputs } from '../../src/report/outputs.ts'
import { TOOL } from '../../src/tool.ts'
import { capturedToolkit } from './host/captured-toolkit.ts'
import { sampleReport } from './report/sample.ts'

const project = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(project, path), 'utf8')

test('action.yml is what `npm run contract` writes', () => {
  assert.equal(read('action.yml'), actionText('backup'))
})

test('the tables in the README are what `npm run contract` writes', () => {
  assert.equal(read('README.md'), withTables(read('README.md'), 'backup'))
})

test('action.yml is YAML that says the same', () => {
  const action = parse(read('action.yml'))
  assert.deepEqual(action.runs, {
    using: 'node24',
    main: 'dist/backup.js',
    post: 'dist/post.js',
    'post-if': 'always()',
  })
  const defaults = inputsOf('backup').map((input) => [input.name, input.default])
  const declared = Object.entries<{ default?: string }>(action.inputs)
  assert.deepEqual(
    declared.map(([name, input]) => [name, input.default]),
    defaults,
  )
})

test('every input is read, and none is read that is not declared', () => {
  const asked = new Set<string>()
  class RecordingHost extends GithubHost {
    override input(name: string): string | undefined {
      asked.add(name)
      return super.input(name)
    }
  }
  const environment = { 'INPUT_DATABASE-URL': 'postgres://u@h/d' }
  loadBackupInputs(new RecordingHost(environment, new AbortController().signal, capturedToolkit()))
  assert.deepEqual([...asked].sort(), INPUTS.map((input) => input.name).sort())
})

test('every output is declared, in the same order', () => {
  assert.deepEqual(
    Object.keys(reportOutputs(sampleReport())),
    OUTPUTS.map((output) => output.name),
  )
})

test('every input has a name in kebab case and a sentence, and is not planned as well', () => {
  for (const { name, description } of [...INPUTS, ...OUTPUTS]) {
    assert.match(name, /^[a-z]+[0-9]*(-[a-z]+)*$/)
    assert.match(description, /^[A-Z`].*\.$/, name)
    assert.ok(!PLANNED_INPUTS.includes(name), name)
  }
})

test('the examples use inputs and outputs that exist', () => {
  const names = new Set<string>(INPUTS.map((input) => input.name))
  const files = globSync('examples/**/*.yml', { cwd: project })
  let steps = 0
  for (const file of files) {
    const { jobs } = parse(read(file)) as { jobs: Record<string, { steps: Step[] }> }
    for (const step of Object.values(jobs).flatMap((job) => job.steps)) {
      if (!step.uses?.includes('pg-backup-action@')) continue
      steps++
      for (const name of Object.keys(step.with ?? {}))
        assert.ok(names.has(name), `${file}: ${name}`)
    }
  }
  assert.ok(steps > 0)
})

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
}

test('the version in manifests and on the command line is the one of package.json', () => {
  assert.equal(TOOL.version, JSON.parse(read('package.json')).version)
})
