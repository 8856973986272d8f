import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { startCommandLine, startStep, Workplace } from './command-line.ts'
import { cli, filesOf, idOf, madeFiles, putFiles } from './retention-bed.ts'
import { TestBucket } from './test-bucket.ts'

describe('prune and list on the command line', () => {
  test('a dry run shows everything and removes nothing; the real one removes just that', async () => {
    await using place = await Workplace.make()
    const ids: string[] = []
    for (const days of [0.1, 1, 2, 9, 40]) ids.push(await putFiles(place, days))
    const before = await filesOf(place)
    const command = ['prune', '--source', place.backups, '--keep', 'last=2 monthly=2']
    const shown = await cli(place, command)
    assert.equal(shown.status, 0, shown.log)
    assert.deepEqual(await filesOf(place), before)
    assert.match(shown.log, /would be removed.*Set dry-run to false/)
    const removed = JSON.parse(shown.outputs['removed'] ?? '')
    const done = await cli(place, [...command, '--no-dry-run'])
    assert.equal(done.status, 0, done.log)
    const byId = (list: { id: string }[]) => list.map(({ id }) => id).sort()
    assert.deepEqual(byId(JSON.parse(done.outputs['removed'] ?? '')), byId(removed))
    assert.deepEqual(done.outputs['kept'], shown.outputs['kept'])
    const kept = byId(JSON.parse(done.outputs['kept'] ?? ''))
    assert.deepEqual(
      await filesOf(place),
      kept.flatMap((id) => [`${id}.dump`, `${id}.manifest.json`]).sort(),
    )
    assert.ok(kept.includes(ids[0] ?? '') && kept.includes(ids[1] ?? ''))
  })

  test('what is wrong with a rule is told before anything is looked at', async () => {
    await using place = await Workplace.make()
    const cases = [
      ['weekl=3', /"weekl" is not one of last.*Did you mean weekly\?/],
      ['last=x', /"last=x" is not a rule with a number/],
      ['last=0 daily=0', /it keeps nothing/],
      ['last=1 last=2', /last is given twice/],
      ['', /keep: it is missing/],
    ] as const
    for (const [keep, text] of cases) {
      const run = await cli(place, ['prune', '--source', place.backups, `--keep=${keep}`])
      assert.equal(run.status, 1)
      assert.match(run.error, text)
    }
    const all = await cli(place, ['prune', '--source', './x', '--keep=last=1', '--name='])
    assert.match(all.error, /name: it is empty/)
    const artifacts = await cli(place, ['prune', '--keep=last=1'])
    assert.match(artifacts.error, /needs github-token, of a job with actions: write/)
  })

  test('a list that nobody would miss is one that fails: max-age', async () => {
    await using place = await Workplace.make()
    const source = ['list', '--source', place.backups, '--name', 'shop']
    const empty = await cli(place, [...source, '--max-age', '26h'])
    assert.match(empty.error, /^E_STALE: .*there is no good backup of shop/)
    const id = await putFiles(place, 2)
    await writeFile(path.join(place.backups, 'shop', `${idOf(0.1)}.manifest.json`), '{"broken":1}')
    const future = idOf(-3)
    await putFiles(place, -3)
    const stale = await cli(place, [...source, '--max-age', '26h'])
    assert.equal(stale.status, 1)
    assert.match(stale.error, new RegExp(`^E_STALE: .*${id}, is 2 d old: max-age is 26 h`))
    assert.equal(stale.outputs['latest'], id)
    assert.equal(stale.outputs['count'], '2')
    assert.ok(
      JSON.parse(stale.outputs['backups'] ?? '').some((one: { id: string }) => one.id === future),
    )
    const fresh = await cli(place, [...source, '--max-age', '3d'])
    assert.equal(fresh.status, 0, fresh.log)
    assert.match(fresh.log, /1 more cannot be used/)
    assert.match(fresh.log, new RegExp(`^Newest: ${id}`, 'm'))
  })

  test('names and texts that others have written are shown as they are, on one line', async () => {
    await using place = await Workplace.make()
    const id = await putFiles(place, 1)
    const file = path.join(place.backups, 'shop', `${id}.manifest.json`)
    const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
    const database = 'x\n::error::injected\n"]'
    const source = { ...manifest.source, database }
    await writeFile(file, JSON.stringify({ ...manifest, source }))
    const run = await cli(place, ['list', '--source', place.backups])
    assert.equal(run.status, 0, run.log)
    assert.doesNotMatch(run.everything, /^::error/m)
    assert.equal(JSON.parse(run.outputs['backups'] ?? '')[0].database, database)
  })

  test('a list of thousands says how many the output could not hold', async () => {
    await using place = await Workplace.make()
    const folder = path.join(place.backups, 'shop')
    await mkdir(folder, { recursive: true })
    await Promise.all(
      Array.from({ length: 2000 }, async (_, number) => {
        const id = idOf(number / 10)
        for (const [name, bytes] of Object.entries(madeFiles(id))) {
          await writeFile(path.join(folder, name), bytes)
        }
      }),
    )
    const run = await cli(place, ['list', '--source', place.backups])
    assert.equal(run.status, 0, run.log.slice(-500))
    assert.equal(run.outputs['count'], '2000')
    const text = run.outputs['backups'] ?? ''
    assert.ok(text.length <= 400_000)
    const shown = JSON.parse(text)
    assert.equal(shown[0].id, run.outputs['latest'])
    const left = /The output backups is as long as it may be: the last (\d+) are not in it/
    assert.equal(Number(left.exec(run.log)?.[1]) + shown.length, 2000)
  })
})

let bucket: TestBucket
before(async () => {
  bucket = await TestBucket.start()
})
after(() => bucket?.[Symbol.asyncDispose]())

describe('in a bucket', () => {
  async function putBackups(prefix: string, days: readonly number[]): Promise<string[]> {
    const client = await bucket.server.client()
    const { PutObjectCommand } = await import('@aws-sdk/client-s3')
    const ids = days.map((day) => idOf(day))
    for (const id of ids) {
      for (const [file, Body] of Object.entries(madeFiles(id))) {
        const Key = `${prefix}/shop/${file}`
        await client.send(new PutObjectCommand({ Bucket: 'backups', Key, Body }))
      }
    }
    client.destroy()
    return ids
  }

  test('links open what they name, for whoever has them, and stand in one output alone', async () => {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    const [id = ''] = await putBackups(at.prefix, [1])
    const output = path.join(place.folder, 'output')
    const summary = path.join(place.folder, 'summary')
    for (const file of [output, summary]) await writeFile(file, '')
    const run = await startStep('list', {
      ...place.environment,
      ...bucket.env,
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: place.temporary,
      INPUT_SOURCE: at.destination,
      'INPUT_LINK-LIFETIME': '5m',
    }).finished
    assert.equal(run.status, 0, run.everything)
    const written = await readFile(output, 'utf8')
    const [, text = ''] = /^links<<\S+\n(.*)$/m.exec(written) ?? []
    const links = JSON.parse(text)
    const address = new URL(links[id][`${id}.manifest.json`])
    const answer = await fetch(address)
    assert.equal(JSON.parse(await answer.text()).id, id)
    assert.equal(address.searchParams.get('X-Amz-Expires'), '300')
    const signature = address.searchParams.get('X-Amz-Signature') ?? ''
    assert.match(signature, /^[0-9a-f]{64}$/)
    // The one thing that is printed of it is the command that hides it.
    const lines = run.everything.split('\n').filter((line) => line.includes(signature))
    assert.ok(lines.length > 0 && lines.every((line) => line.startsWith('::add-mask::')))
    assert.ok(!(await readFile(summary, 'utf8')).includes('X-Amz'))
    assert.ok(!/^backups<<\S+\n.*X-Amz/m.test(written))
  })

  test('killed between a manifest and its archive: no backup any more, swept by the next run', async () => {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    const [newest = '', old = ''] = await putBackups(at.prefix, [1, 3])
    const removes = (ending: string) => (seen: { method: string; path: string }) =>
      seen.method === 'DELETE' && seen.path.endsWith(ending)
    at.proxy.add({ when: removes('.dump'), fault: { kind: 'stall', afterBytes: 0 }, times: 1 })
    const prune = ['prune', '--source', at.destination, '--keep', 'last=1', '--no-dry-run']
    const env = { ...place.environment, ...bucket.env }
    const killed = startCommandLine(prune, env)
    const deadline = Date.now() + 10_000
    const isUnderWay = () => at.proxy.seen.some((line) => /^DELETE .*\.dump\?/.test(line))
    while (!isUnderWay() && Date.now() < deadline) await sleep(20)
    killed.child.kill('SIGKILL')
    await killed.finished
    const keys = async () => (await at.keys()).map((key) => path.basename(key)).sort()
    assert.deepEqual(await keys(), [`${old}.dump`, `${newest}.dump`, `${newest}.manifest.json`])
    const listed = await cli(place, ['list', '--source', at.destination], bucket.env)
    assert.equal(listed.outputs['count'], '1')
    assert.match(listed.log, new RegExp(`${old}.*unfinished`))
    const swept = await cli(place, prune, bucket.env)
    assert.equal(swept.status, 0, swept.log)
    assert.deepEqual(await keys(), [`${newest}.dump`, `${newest}.manifest.json`])
  })

  test('a bucket that cannot be listed to its end loses nothing', async () => {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    await putBackups(at.prefix, [1, 2, 3])
    const when = (seen: { method: string; path: string }) =>
      seen.method === 'GET' && seen.path.endsWith('.manifest.json')
    const answer = { status: 403, headers: {}, body: '<Error><Code>AccessDenied</Code></Error>' }
    at.proxy.add({ when, skip: 1, fault: { kind: 'answer', answer }, times: 100 })
    const prune = ['prune', '--source', at.destination, '--keep', 'last=1', '--no-dry-run']
    const run = await cli(place, prune, bucket.env)
    assert.match(run.error, /^E_CREDENTIALS/)
    assert.equal((await at.keys()).length, 6)
    assert.equal(run.outputs['removed'], '[]')
  })
})
