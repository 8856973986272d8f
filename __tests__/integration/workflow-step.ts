import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ResultsService } from '../../scripts/rig/results-service.ts'
import { startStep, type Workplace } from './command-line.ts'
import { WatchedRun } from './watched-run.ts'

/** A job of a private repository whose steps are run here as the runner would run them. */
export class WorkflowJob {
  readonly #place: Workplace
  readonly #env: Readonly<Record<string, string>>

  private constructor(place: Workplace, env: Readonly<Record<string, string>>) {
    this.#place = place
    this.#env = env
  }

  static async make(place: Workplace, service: ResultsService, url = service.url) {
    const event = path.join(place.folder, 'event.json')
    await writeFile(event, JSON.stringify({ repository: { visibility: 'private' } }))
    const file = (name: string) => path.join(place.folder, name)
    for (const name of ['output', 'state', 'summary']) await writeFile(file(name), '')
    return new WorkflowJob(place, {
      ...place.environment,
      ...service.env(),
      ACTIONS_RESULTS_URL: url,
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: file('output'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_REPOSITORY: 'owner/repository',
      GITHUB_RUN_ID: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_WORKSPACE: place.folder,
      RUNNER_TEMP: place.temporary,
    })
  }

  /** The main step. */
  backup(inputs: Readonly<Record<string, string>>, secrets: readonly string[]): WatchedRun {
    const given = Object.entries(inputs).map(([name, value]) => {
      return [`INPUT_${name.toUpperCase()}`, value] as const
    })
    const started = startStep('backup', { ...this.#env, ...Object.fromEntries(given) })
    return new WatchedRun(started, this.#place, secrets)
  }

  /** The post step, which gets what the main step saved. */
  async post(secrets: readonly string[]): Promise<WatchedRun> {
    const cleanup = (await this.saved('state'))['cleanup'] ?? ''
    const started = startStep('post', { ...this.#env, STATE_cleanup: cleanup })
    return new WatchedRun(started, this.#place, secrets)
  }

  /** What a step wrote into one of the runner's files; of several values of a name the last. */
  async saved(file: 'output' | 'state'): Promise<Record<string, string>> {
    const text = await readFile(path.join(this.#place.folder, file), 'utf8')
    const values = text.matchAll(/^([\w-]+)<<(ghadelimiter_\S+)\n(.*?)\n\2$/gms)
    return Object.fromEntries([...values].map(([, name = '', , value = '']) => [name, value]))
  }
}
