import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { GithubHost } from '../../../src/host/github.ts'
import type { Environment } from '../../../src/host/host.ts'
import { toolDirectory } from '../../../src/host/temporary.ts'
import { type Screen, TerminalHost } from '../../../src/host/terminal.ts'
import { capturedToolkit } from './captured-toolkit.ts'

const signal = new AbortController().signal

function github(t: TestContext, environment: Environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string) => {
    writeFileSync(join(folder, name), '')
    return join(folder, name)
  }
  const files = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    RUNNER_TEMP: folder,
    ...environment,
  }
  // The toolkit finds the runner's files by the variables of the process.
  const before = { ...process.env }
  Object.assign(process.env, files)
  t.after(() => {
    process.env = before
  })
  const lines: string[] = []
  const host = new GithubHost(files, signal, capturedToolkit(lines))
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { host, lines, read, folder }
}

class FakeScreen implements Screen {
  text = ''
  readonly isTTY: boolean
  readonly columns = 30
  constructor(isTTY: boolean) {
    this.isTTY = isTTY
  }
  write(text: string): void {
    this.text += text
  }
}

function terminal({ isTTY = false, environment = {}, inputs = {} } = {}) {
  const screens = { out: new FakeScreen(isTTY), log: new FakeScreen(isTTY) }
  const host = new TerminalHost(environment, signal, new Map(Object.entries(inputs)), screens)
  return { host, ...screens }
}

test('github: no foreign text becomes a command', async (t) => {
  const { host, lines } = github(t)
  host.log.info('::error::from a table name')
  host.log.info('  ::warning::indented')
  host.log.info('a name with ##[error]in it')
  host.log.info('line\n::error::break')
  host.log.progress('::add-mask::x')
  host.log.error('100%\nsure')
  await host.log.group('a\n::error::group', async () => {})
  assert.deepEqual(lines, [
    ': :error::from a table name\n',
    '  : :warning::indented\n',
    'a name with ## [error]in it\n',
    'line\\n::error::break\n',
    ': :add-mask::x\n',
    '::error::100%25\\nsure\n',
    '::group::a\\n::error::group\n',
    '::endgroup::\n',
  ])
})

test('github: a group is closed when its phase fails', async (t) => {
  const { host, lines } = github(t)
  await assert.rejects(
    host.log.group('dump', () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(lines.at(-1), '::endgroup::\n')
})

test('github: secrets are masked by the runner, and scrubbed from all that we write', async (t) => {
  const { host, lines, read } = github(t)
  host.addSecret('p@ss"wörd')
  assert.ok(lines.includes('::add-mask::p@ss"wörd\n'))
  assert.ok(lines.includes('::add-mask::p%2540ss%2522w%25C3%25B6rd\n'), 'with its % escaped')
  lines.length = 0
  host.addSecret('p@ss"wörd')
  assert.deepEqual(lines, [])
  for (const level of ['info', 'warning', 'error', 'debug', 'progress'] as const) {
    host.log[level]('postgres://u:p%40ss%22w%C3%B6rd@h and p@ss"wörd')
  }
  host.setOutput('manifest', '{"a":"p@ss\\"wörd"}')
  await host.writeSummary('| p@ss"wörd |\n|---|')
  for (const text of [...lines, read('output'), read('summary')]) {
    assert.ok(text.includes('***') && !/p(@|%40)ss/.test(text), text)
  }
})

test('github: an output cannot end itself early', (t) => {
  const { host, read } = github(t)
  host.setOutput('rows', '1\nEOF\nverified<<EOF')
  assert.match(read('output'), /^rows<<(ghadelimiter_[0-9a-f-]{36})\n1\nEOF\nverified<<EOF\n\1\n$/)
})

test('github: inputs are trimmed, and an empty one differs from none', (t) => {
  const environment = { INPUT_NAME: ' shop \n', 'INPUT_CLIENT-DIR': '', INPUT_FOO: 'x' }
  const { host } = github(t, environment)
  assert.equal(host.input('name'), 'shop')
  assert.equal(host.input('client-dir'), '')
  assert.equal(host.input('jobs'), undefined)
  assert.deepEqual(host.givenInputs, ['name', 'foo'])
})

test('github: the post step finds in the state what main has left', async (t) => {
  const main = github(t)
  const folder = await main.host.temporaryDirectory()
  assert.equal(await main.host.temporaryDirectory(), folder)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  main.host.cleanup.add({ kind: 'remove-path', path: '/x' }).done()
  // The runner takes the last of several values.
  const values = [...main.read('state').matchAll(/^cleanup<<(\S+)\n(.*)\n\1$/gm)]
  const post = github(t, { STATE_cleanup: values.at(-1)?.[2] })
  assert.deepEqual(post.host.savedTasks(), [{ kind: 'remove-path', path: folder }])
  assert.deepEqual(github(t).host.savedTasks(), [])
  await main.host.cleanup.replay(
    {
      removeUnfinished: assert.fail,
      undoRestore: async () => assert.fail(),
      destroyFork: async () => assert.fail(),
    },
    assert.fail,
  )
  assert.ok(!existsSync(folder))
})

test('github: a temporary folder that cannot be made is E_DISK', async (t) => {
  const { host, folder } = github(t)
  const blocked = new GithubHost({ RUNNER_TEMP: join(folder, 'output') }, signal, capturedToolkit())
  await assert.rejects(blocked.temporaryDirectory(), { code: 'E_DISK' })
  assert.ok(await host.temporaryDirectory())
})

test('github: without space an output fails the run, a summary does not', async (t) => {
  const { host, lines } = github(t, {
    GITHUB_OUTPUT: '/dev/full',
    GITHUB_STEP_SUMMARY: '/dev/full',
  })
  assert.throws(() => host.setOutput('rows', '1'), { code: 'E_DISK' })
  await host.writeSummary('# done')
  assert.match(lines.at(-1) ?? '', /^::warning::The summary cannot be written: ENOSPC/)
})

test('github: a summary of more than GitHub takes ends with a whole line', async (t) => {
  const { host, read } = github(t)
  await host.writeSummary('| Ödd |\n'.repeat(200_000))
  const text = read('summary')
  assert.ok(Buffer.byteLength(text) < 1_048_576)
  assert.ok(text.endsWith('\n| Ödd |\n\nThe rest is in the log: a summary ends at 1 MiB.\n'))
})

test('github: without the files of the runner nothing is written, and no old command instead', async (t) => {
  const files = { GITHUB_OUTPUT: '', GITHUB_STATE: '', GITHUB_STEP_SUMMARY: '' }
  const { host, lines } = github(t, files)
  host.setOutput('rows', '1')
  await host.writeSummary('# done')
  host.cleanup.add({ kind: 'remove-path', path: '/x' }).done()
  assert.deepEqual(lines, [])
})

test('terminal: a live line is overwritten, and cleared before any other', () => {
  const { host, log } = terminal({ isTTY: true, environment: { NO_COLOR: '1' } })
  host.log.progress('10 %')
  host.log.progress('20 % of something that is much too long')
  host.log.info('done')
  const clear = '\r\u001b[2K'
  assert.equal(log.text, `${clear}10 %${clear}20 % of something that is mu…${clear}done\n`)
  assert.ok(host.log.isLive)
})

test('terminal: in a file every progress line is a line', () => {
  const { host, log } = terminal()
  host.log.progress('10 %')
  host.log.warning('slow')
  host.log.debug('not shown')
  assert.equal(log.text, '10 %\nwarning: slow\n')
  assert.ok(!host.log.isLive)
})

test('terminal: nobody can move the cursor or ring the bell through a table name', () => {
  const { host, log } = terminal()
  host.log.info('table \u001b[2Jx\u0007\u009b1m')
  assert.equal(log.text, 'table \\u001b[2Jx\\u0007\\u009b1m\n')
})

test('terminal: nobody can turn a line around through a table name', () => {
  const { host, log } = terminal()
  host.log.warning('table \u202eelbat\u2067 of שלום')
  assert.equal(log.text, 'warning: table \\u202eelbat\\u2067 of שלום\n')
})

test('terminal: outputs go to standard output unless a person looks at it', () => {
  const script = terminal()
  script.host.addSecret('geheimnis')
  script.host.setOutput('location', '/backups/geheimnis\nx')
  assert.equal(script.out.text, 'location=/backups/***\\nx\n')
  const person = terminal({ isTTY: true })
  person.host.setOutput('location', '/backups/x')
  assert.equal(person.out.text, '')
})

test('terminal: a person who asked for a credential gets it, since no report has it', () => {
  const person = terminal({ isTTY: true })
  person.host.setOutput('links', '{"a":"https://x"}', true)
  person.host.setOutput('links', '', true)
  assert.equal(person.out.text, 'links={"a":"https://x"}\n')
})

test('tools are kept where the runner or the system keeps them', {
  skip: process.platform !== 'linux',
}, () => {
  const home = { HOME: '/home/u' }
  assert.equal(toolDirectory({ ...home, RUNNER_TOOL_CACHE: '/opt/tools' }), '/opt/tools')
  assert.equal(toolDirectory({ ...home, XDG_CACHE_HOME: '/c' }), '/c/pg-backup')
  assert.equal(toolDirectory({ ...home, XDG_CACHE_HOME: 'relative' }), '/home/u/.cache/pg-backup')
  assert.equal(toolDirectory(home), '/home/u/.cache/pg-backup')
  assert.match(toolDirectory({ RUNNER_TEMP: '/t' }), /^\/t\/pg-backup-tools-\d+$/)
})
