import assert from 'node:assert/strict'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import {
  allowedVariables,
  askProgram,
  CommandError,
  runCommand,
} from '../../../src/client/command.ts'
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

test('a program is asked silently, by any path, and sees no secret of the step', async (t) => {
  const folder = await (await testHost(t)).temporaryDirectory()
  const program = join(folder, `an odd "name" of \\programs`)
  const script = '#!/bin/sh\necho "$# $1 $LC_ALL $ADDED [$DATABASE_URL]"\necho odd >&2\n'
  await writeFile(program, script)
  await chmod(program, 0o755)
  process.env['DATABASE_URL'] = 'postgres://u:secret@h/d'
  t.after(() => delete process.env['DATABASE_URL'])
  const printed = t.mock.method(process.stdout, 'write')
  const answer = await askProgram(program, ['two words'], { signal, environment: { ADDED: 'x' } })
  assert.equal(answer, '1 two words C x []\n')
  const texts = printed.mock.calls.map((call) => String(call.arguments[0]))
  assert.ok(!texts.some((text) => /odd|two words/.test(text)))
})

test('a program that gives no answer is a failure with what it said', async () => {
  const ask = (script: string) => askProgram('/bin/sh', ['-c', script], { signal })
  await assert.rejects(ask('echo "cannot open libpq" >&2; exit 127'), {
    name: 'CommandError',
    message: '/bin/sh ended with 127: cannot open libpq',
  })
  await assert.rejects(ask('kill -SEGV $$'), { message: '/bin/sh ended with a signal' })
  await assert.rejects(askProgram('/no-such-program', [], { signal }), { name: 'CommandError' })
})

test('nobody waits for an answer after a time limit or in a cancelled run', async () => {
  // The programs cannot be ended, so they end by themselves.
  const ask = (signal: AbortSignal) => askProgram('/bin/sleep', ['1'], { signal })
  await assert.rejects(ask(AbortSignal.timeout(50)), {
    name: 'CommandError',
    message: '/bin/sleep took too long',
  })
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  await assert.rejects(ask(controller.signal), { name: 'AbortError' })
  await assert.rejects(ask(AbortSignal.abort()), { name: 'AbortError' })
})
