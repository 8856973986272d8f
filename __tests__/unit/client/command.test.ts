import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { allowedVariables, CommandError, runCommand } from '../../../src/client/command.ts'
import { testHost } from './test-host.ts'

const signal = new AbortController().signal

test('a command gets the variables it needs and no secret of the step', () => {
  const allowed = allowedVariables({
    PATH: '/bin',
    https_proxy: 'http://proxy',
    PIP_INDEX_URL: 'https://index',
    'INPUT_DATABASE-URL': 'postgres://u:secret@h/d',
    DATABASE_URL: 'postgres://u:secret@h/d',
    PGPASSWORD: 'secret',
    ACTIONS_RUNTIME_TOKEN: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
  })
  assert.deepEqual(Object.keys(allowed), ['PATH', 'https_proxy', 'PIP_INDEX_URL'])
})

test('a failure tells the first line that is marked as an error', async () => {
  const script = 'echo W: odd >&2; echo E: first >&2; echo E: second >&2; exit 100'
  await assert.rejects(runCommand('sh', ['-c', script], { signal }), {
    name: 'CommandError',
    message: 'sh ended with 100: E: first',
    missing: false,
  })
})

test('a program that is not there is told apart from one that fails', async () => {
  await assert.rejects(runCommand('no-such-program', [], { signal }), { missing: true })
})

test('a time limit is a failure of the command, a cancelled run is not', async () => {
  const short = AbortSignal.timeout(50)
  await assert.rejects(runCommand('sleep', ['60'], { signal: short }), (error) => {
    assert.ok(error instanceof CommandError)
    assert.match(error.message, /took too long/)
    return true
  })
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  const cancelled = runCommand('sleep', ['60'], { signal: controller.signal })
  await assert.rejects(cancelled, { name: 'AbortError' })
})

const onlyLinux = { skip: process.platform !== 'linux' && 'reads /proc', timeout: 10_000 }

test('what a command started ends with it', onlyLinux, async (t) => {
  const folder = await (await testHost(t)).temporaryDirectory()
  const file = join(folder, 'pid')
  const script = `sleep 60 & echo $! > ${file}; wait`
  const ended = runCommand('sh', ['-c', script], { signal: AbortSignal.timeout(300) })
  await assert.rejects(ended, { name: 'CommandError' })
  const pid = Number(await readFile(file, 'utf8'))
  // An ended process that nobody has waited for yet is a zombie, and still has its id.
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
  assert.match(state, /\) [ZX]/)
})
