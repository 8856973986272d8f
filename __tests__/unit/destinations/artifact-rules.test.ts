import assert from 'node:assert/strict'
import test from 'node:test'
import {
  artifactError,
  artifactUrl,
  audienceOf,
  checkAudience,
  checkService,
  retentionOf,
} from '../../../src/destinations/artifact-rules.ts'
import { errorLine, UserError } from '../../../src/errors.ts'

const codeOf = (step: () => unknown) => {
  try {
    step()
  } catch (error) {
    return error instanceof UserError ? error.code : error
  }
  return undefined
}

test('reads from an event who may read the repository', () => {
  const cases: [unknown, string][] = [
    [{ repository: { private: true, visibility: 'private' } }, 'restricted'],
    [{ repository: { private: true, visibility: 'internal' } }, 'restricted'],
    [{ repository: { private: true } }, 'restricted'],
    [{ repository: { private: false, visibility: 'public' }, schedule: '0 3 * * *' }, 'public'],
    [{ repository: { private: false } }, 'public'],
    [{ repository: { visibility: 'public' } }, 'public'],
    [{ repository: { private: false, visibility: 'private' } }, 'public'],
    [{ repository: { private: 'true' } }, 'unknown'],
    [{ repository: null }, 'unknown'],
    [{ schedule: '0 3 * * *' }, 'unknown'],
    [{}, 'unknown'],
    [[], 'unknown'],
    ['public', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ]
  for (const [event, expected] of cases) {
    assert.equal(audienceOf(event), expected, JSON.stringify(event))
  }
})

test('refuses what is public and what may be, unless that was accepted', () => {
  assert.equal(checkAudience('restricted', false), undefined)
  assert.equal(checkAudience('restricted', true), undefined)
  for (const audience of ['public', 'unknown'] as const) {
    assert.equal(
      codeOf(() => checkAudience(audience, false)),
      'E_PUBLIC_ARTIFACT',
    )
    assert.match(checkAudience(audience, true) ?? '', /repository is (public|private)/)
  }
})

test('needs the service of github.com or ghe.com', () => {
  const inAction = { ACTIONS_RUNTIME_TOKEN: 'x', ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/' }
  assert.equal(
    codeOf(() => checkService({})),
    'E_INPUT',
  )
  assert.equal(
    codeOf(() => checkService({ ...inAction, ACTIONS_RUNTIME_TOKEN: '' })),
    'E_INPUT',
  )
  const servers: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['https://github.com', undefined],
    ['https://GitHub.com', undefined],
    ['https://octo.ghe.com', undefined],
    ['http://github.localhost', undefined],
    ['https://ghes.example.com', 'E_UPLOAD'],
    ['https://ghe.com.example.com', 'E_UPLOAD'],
  ]
  for (const [server, code] of servers) {
    assert.equal(
      codeOf(() => checkService({ ...inAction, GITHUB_SERVER_URL: server })),
      code,
      server,
    )
  }
})

test('keeps an artifact no longer than the repository allows', () => {
  assert.deepEqual(retentionOf(undefined, { GITHUB_RETENTION_DAYS: '30' }), { days: undefined })
  assert.deepEqual(retentionOf(30, { GITHUB_RETENTION_DAYS: '30' }), { days: 30 })
  assert.deepEqual(retentionOf(30, {}), { days: 30 })
  const clipped = retentionOf(31, { GITHUB_RETENTION_DAYS: '30' })
  assert.equal(clipped.days, 30)
  assert.match(clipped.warning ?? '', /30 days, not 31/)
})

test('names the page of the artifact', () => {
  const environment = {
    GITHUB_SERVER_URL: 'https://octo.ghe.com',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_RUN_ID: '42',
  }
  assert.equal(artifactUrl(7, environment), 'https://octo.ghe.com/o/r/actions/runs/42/artifacts/7')
})

test('explains what the library threw, in one line', () => {
  const cases: [string, RegExp][] = [
    ['Failed request: (409) Conflict: exists', /exists\. Run the backup again: it gets a new name/],
    ['Artifact storage quota has been hit. Unable.\nMore info: https://x', /Unable\. Delete artif/],
    ['Failed request: (403) Forbidden', /Re-run the job/],
    ['Unable to make request: ECONNRESET\nIf you are using', /ECONNRESET\. Run it again later/],
  ]
  for (const [text, expected] of cases) {
    const line = errorLine(artifactError(new Error(text), 'shop-1'))
    assert.match(line, /^E_UPLOAD: The artifact shop-1 could not be uploaded: /)
    assert.match(line, expected)
    assert.doesNotMatch(line, /\\n/)
  }
})
