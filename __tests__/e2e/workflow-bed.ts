import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  startWorkflow,
  type WorkflowOptions,
  type WorkflowResult,
  type WorkflowRun,
} from '../../scripts/rig/actions-runner.ts'
import { cleanClone } from '../../scripts/rig/clean-clone.ts'
import { project, standInsFor } from './stand-ins.ts'

export const privateRepository = { repository: { private: true, visibility: 'private' } }
export const publicRepository = { repository: { private: false, visibility: 'public' } }

export type Settings = Partial<Omit<WorkflowOptions, 'repository' | 'workflow'>> & {
  /** What the step of a workflow that logs in to a cloud gives. */
  readonly aws?: Readonly<Record<string, string>>
}

/** A clone of the project as it is, dist/ built from its sources, in which workflows run for real. */
export class WorkflowBed implements AsyncDisposable {
  readonly repository: string
  readonly folder: string
  #runs = 0

  constructor(folder: string) {
    this.folder = folder
    this.repository = join(folder, 'repository')
    // A file of tests that fails outside of a test runs no `after`.
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  }

  static async make(): Promise<WorkflowBed> {
    const bed = new WorkflowBed(await mkdtemp(join(tmpdir(), 'e2e-')))
    await cleanClone(bed.repository)
    return bed
  }

  /**
   * Starts a workflow, given by its path in the project, in a private repository unless told
   * otherwise; the caller disposes of it.
   */
  async start(workflow: string, settings: Settings = {}): Promise<WorkflowRun> {
    const { aws, ...options } = settings
    this.#runs += 1
    const folder = join(this.folder, `stand-ins-${this.#runs}`)
    await mkdir(folder)
    const places = { repository: this.repository, folder, ...(aws === undefined ? {} : { aws }) }
    return await startWorkflow({
      event: 'workflow_dispatch',
      eventPayload: privateRepository,
      localRepositories: await standInsFor(join(this.repository, workflow), places),
      ...options,
      repository: this.repository,
      workflow,
    })
  }

  /** Runs a workflow to its end; artifacts are gone then, unless `results` are given. */
  async run(workflow: string, settings: Settings = {}): Promise<WorkflowResult> {
    await using run = await this.start(workflow, settings)
    return await run.result()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** The errors that GitHub would show as annotations. */
export function errorsOf({ jsonLines }: WorkflowResult): string[] {
  return jsonLines.flatMap(({ command, arg }) => (command === 'error' ? [arg ?? ''] : []))
}

/** The JSON that a step printed after a word, in order. */
export function printed(result: WorkflowResult, word: string): unknown[] {
  const lines = result.jsonLines.flatMap(({ msg = '', raw_output }) => (raw_output ? [msg] : []))
  return lines
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${word} `) && /[[{]/.test(line))
    .map((line) => JSON.parse(line.slice(word.length + 1)))
}

/** How the steps that use the project ended, main and post, e.g. `Main failure`. */
export function stepsOf({ jsonLines }: WorkflowResult): string[] {
  return jsonLines.flatMap(({ stage, stepResult, step = '' }) =>
    stepResult !== undefined && isOurs(step) ? [`${stage} ${stepResult}`] : [],
  )
}

/** `./`, `./restore`, `org/pg-backup-action@v1` or `org/pg-backup-action/restore@v1`. */
function isOurs(step: string): boolean {
  if (step.startsWith('./')) return !step.startsWith('./__tests__/')
  return step.startsWith(`${project}@`) || step.startsWith(`${project}/`)
}

/**
 * A run that kept nothing: red, one error as an annotation, nothing after the step but what always
 * comes, the post step done, and no file left behind it.
 */
export function assertKeptNothing(result: WorkflowResult, status: 'failure' | 'cancelled'): void {
  assert.equal(result.status, 1, result.log)
  assert.deepEqual(stepsOf(result), ['Main failure', 'Post success'], result.log)
  assert.doesNotMatch(result.log, /a later step ran/)
  const [outputs, ...more] = printed(result, `job is ${status}, step`)
  assert.deepEqual(more, [])
  assert.ok(outputs, result.log)
  const known = Object.keys(outputs).filter((name) => name !== 'duration-seconds')
  assert.deepEqual(known, [], 'outputs that could be taken for those of a backup')
  assert.deepEqual(result.artifacts, [])
  const [left, ...others] = printed(result, 'left') as string[][]
  assert.deepEqual(others, [])
  // The folder of the lists of running processes stays, without a list in it.
  assert.deepEqual(
    left?.filter((path) => !/^pg-backup-runs-\d+$/.test(path)),
    [],
  )
}
