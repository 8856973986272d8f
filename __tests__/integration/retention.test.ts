import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, beforeEach, describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type ResultsService, startResultsService } from '../../scripts/rig/results-service.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { startCommandLine, startStep, Workplace } from './command-line.ts'
import { describe as describeBackup, makeFiles } from './conformance/backups.ts'
import { type GithubApi, startGithubApi } from './stand-ins/github-api.ts'
import { uploadArtifact } from './stand-ins/store-beds.ts'
import { TestBucket } from './test-bucket.ts'

const DAY = 86_400_000

function idOf(daysAgo: number, name = 'shop'): string {
  const time = new Date(Date.now() - daysAgo * DAY).toISOString()
  const compact = time.replace(/\.\d+/, '').replace(/[-:]/g, '')
  return `${name}-${compact}-${String(Math.round(Math.abs(daysAgo) * 10)).padStart(6, '0')}`
}

/** Files of a backup of so many days ago. */
function madeFiles(id: string, rows = 10) {
  const name = id.replace(/-\d{8}T.*/, '')
  const files = makeFiles({ name, id }, [10])
  const tables = [{ schema: 'public', name: 'orders', rows }]
  const manifest = { ...describeBackup({ name, id }, files), tables }
  return { ...files, [`${id}.manifest.json`]: Buffer.from(JSON.stringify(manifest)) }
}

async function putFiles(place: Workplace, daysAgo: number): Promise<string> {
  const id = idOf(daysAgo)
  await mkdir(path.join(place.backups, 'shop'), { recursive: true })
  for (const [file, bytes] of Object.entries(madeFiles(id))) {
    await writeFile(path.join(place.backups, 'shop', file), bytes)
  }
  return id
}

async function cli(place: Workplace, command: readonly string[], env = {}) {
  return await startCommandLine(command, { ...place.environment, ...env }).finished
}

const filesOf = async (place: Workplace) => (await readdir(path.join(place.backups, 'shop'))).sort()

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

let server: PostgresServer
before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('shop')
  await server.psql('create table orders (n int); create table gone (a int)', 'shop')
})
after(() => server?.stop())

async function fill(rows: number): Promise<void> {
  const insert = `insert into orders select generate_series(1, ${rows})`
  await server.psql(`truncate orders; ${insert}`, 'shop')
}

describe('keep and the shrink alarm of a backup', () => {
  beforeEach(() => fill(1000))

  function backup(place: Workplace, flags: readonly string[], env = {}) {
    const all = ['backup', '--client-dir', server.binDir, ...flags]
    return cli(place, all, { PG_BACKUP_DATABASE_URL: server.url('shop'), ...env })
  }

  /** Ages every backup by days, as their ids tell. */
  async function age(place: Workplace, days: number): Promise<void> {
    const folder = path.join(place.backups, 'shop')
    for (const file of await readdir(folder)) {
      const [, stamp = ''] = /-(\d{8}T\d{6}Z)-/.exec(file) ?? []
      const iso = stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
      const older = new Date(Date.parse(iso) - days * DAY).toISOString()
      const renamed = older.replace(/\.\d+/, '').replace(/[-:]/g, '')
      const target = path.join(folder, file.replaceAll(stamp, renamed))
      const content = await readFile(path.join(folder, file))
      const isText = file.endsWith('.json')
      await rm(path.join(folder, file))
      await writeFile(target, isText ? content.toString().replaceAll(stamp, renamed) : content)
      await utimes(target, new Date(), new Date())
    }
  }

  const manifestsOf = async (place: Workplace) =>
    (await filesOf(place)).filter((file) => file.endsWith('.manifest.json'))

  test('keep removes what is older, everywhere, and says what', async () => {
    await using place = await Workplace.make()
    const second = path.join(place.folder, 'second')
    const flags = ['--destination', place.backups, '--destination', second, '--keep', 'last=2']
    const ids: string[] = []
    for (let run = 0; run < 3; run++) {
      const done = await backup(place, flags)
      assert.equal(done.status, 0, done.log)
      ids.push(done.outputs['backup-id'] ?? '')
      if (run < 2) {
        assert.deepEqual(JSON.parse(done.outputs['pruned'] ?? ''), [
          { location: place.backups, removed: [] },
          { location: second, removed: [] },
        ])
        await sleep(1100 - (Date.now() % 1000)) // ids of one second have no order
        continue
      }
      assert.deepEqual(JSON.parse(done.outputs['pruned'] ?? ''), [
        { location: place.backups, removed: [ids[0]] },
        { location: second, removed: [ids[0]] },
      ])
    }
    assert.equal((await filesOf(place)).length, 4)
  })

  test('a removal that fails is a warning, and the backup a success', async () => {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    const flags = ['--destination', at.destination, '--keep', 'last=1']
    const first = await backup(place, flags, bucket.env)
    assert.equal(first.status, 0, first.log)
    const answer = { status: 403, headers: {}, body: '<Error><Code>AccessDenied</Code></Error>' }
    const when = (seen: { method: string; path: string }) =>
      seen.method === 'DELETE' && seen.path.includes(first.outputs['backup-id'] ?? '?')
    at.proxy.add({ when, fault: { kind: 'answer', answer }, times: 100 })
    await sleep(1100 - (Date.now() % 1000)) // ids of one second have no order
    const second = await backup(place, flags, bucket.env)
    assert.equal(second.status, 0, second.log)
    assert.match(second.log, /warning: Not all old backups .* E_CREDENTIALS: .*s3:DeleteObject/)
    assert.equal((await at.keys()).length, 4)
    assert.deepEqual(JSON.parse(second.outputs['pruned'] ?? '')[0].removed, [])
  })

  test('a fall in rows is told, and which tables came and went', async () => {
    await using place = await Workplace.make()
    const flags = ['--destination', place.backups]
    assert.equal((await backup(place, flags)).status, 0)
    await age(place, 1)
    await fill(100)
    await server.psql('alter table gone rename to "new\n::error::x"', 'shop')
    const warned = await backup(place, flags)
    await server.psql('alter table "new\n::error::x" rename to gone', 'shop')
    assert.equal(warned.status, 0, warned.log)
    assert.match(warned.log, /warning: The rows fell by 90 %, from 1,000 to 100 since shop-\d/)
    assert.match(warned.log, /^New tables: public\.new\\n::error::x$/m)
    assert.match(warned.log, /^Tables that are gone: public\.gone$/m)
    await age(place, 1)
    const again = await backup(place, [...flags, '--on-shrink', 'fail'])
    assert.equal(again.status, 0, 'a fall that was only warned of is the new state')
  })

  test('on-shrink: fail keeps the backup, fails the run, and leaves the larger ones alone', async () => {
    await using place = await Workplace.make()
    const flags = ['--destination', place.backups, '--keep', 'last=1', '--on-shrink', 'fail']
    const good = await backup(place, flags)
    assert.equal(good.status, 0, good.log)
    await age(place, 5)
    const [full] = await manifestsOf(place)
    await fill(1)
    for (let run = 0; run < 2; run++) {
      const failed = await backup(place, flags)
      assert.equal(failed.status, 1, failed.log)
      assert.match(failed.error, /^E_SHRINK: The rows fell by 99 %, from 1,000 to 1 since/)
      assert.match(failed.error, /The backup is kept at .*run once with on-shrink: warn/)
      assert.ok(failed.outputs['backup-id'])
      assert.equal(failed.outputs['pruned'], '[]')
      await age(place, 1)
    }
    const prune = ['prune', '--source', place.backups, '--keep', 'last=1', '--no-dry-run']
    const pruned = await cli(place, prune)
    assert.equal(pruned.outputs['removed'], '[]')
    assert.equal((await manifestsOf(place)).length, 3)
    const accepted = await backup(place, [...flags.slice(0, 4), '--on-shrink', 'warn'])
    assert.equal(accepted.status, 0, accepted.log)
    const left = await manifestsOf(place)
    assert.equal(left.length, 1, 'accepted, it is what the rules go by')
    assert.ok(!left.includes(full ?? ''))
    const next = await backup(place, flags)
    assert.equal(next.status, 0, next.log)
  })

  test('an encrypted backup is compared by its totals, and names nothing', async () => {
    await using place = await Workplace.make()
    const recipient = await identityToRecipient(await generateIdentity())
    const flags = ['--destination', place.backups, '--encrypt-to', recipient]
    const first = await backup(place, flags)
    assert.equal(first.status, 0, first.log)
    await age(place, 1)
    await server.psql('alter table gone rename to secret_plan', 'shop')
    await fill(10)
    const second = await backup(place, flags)
    assert.equal(second.status, 0, second.log)
    assert.match(second.log, /The rows fell by 99 %, from 1,000 to 10/)
    assert.doesNotMatch(second.everything, /secret_plan/)
  })

  test('a backup before it that cannot be read is a warning at most', async () => {
    await using place = await Workplace.make()
    const id = await putFiles(place, 1)
    const manifest = path.join(place.backups, 'shop', `${id}.manifest.json`)
    await writeFile(manifest, 'not JSON')
    const done = await backup(place, ['--destination', place.backups, '--on-shrink', 'fail'])
    assert.equal(done.status, 0, done.log)
    assert.match(done.log, new RegExp(`Not compared with ${id}`))
    await rm(manifest)
    const off = await backup(place, ['--destination', place.backups, '--shrink-limit', '100%'])
    assert.equal(off.status, 0, off.log)
    assert.doesNotMatch(off.log, /Compare with the backup before/)
  })
})

describe('artifacts of all runs', () => {
  let service: ResultsService
  let api: GithubApi
  before(async () => {
    service = await startResultsService()
    api = await startGithubApi(service)
  })
  after(async () => {
    await api?.[Symbol.asyncDispose]()
    await service?.stop()
  })

  /** A step of run 1, with what GitHub gives it. */
  async function step(place: Workplace, action: 'prune' | 'list' | 'backup', inputs: object) {
    const files = ['output', 'summary', 'state'].map((name) => path.join(place.folder, name))
    for (const file of files) await writeFile(file, '')
    const event = path.join(place.folder, 'event.json')
    await writeFile(event, JSON.stringify({ repository: { visibility: 'private' } }))
    const given = Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ])
    const run = await startStep(action, {
      ...place.environment,
      ...service.env('1'),
      ...Object.fromEntries(given),
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: api.url,
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: files[0] ?? '',
      GITHUB_STEP_SUMMARY: files[1] ?? '',
      GITHUB_STATE: files[2] ?? '',
      GITHUB_REPOSITORY: 'owner/repo',
      GITHUB_RUN_ID: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      RUNNER_TEMP: place.temporary,
    }).finished
    const written = await readFile(files[0] ?? '', 'utf8')
    const values = written.matchAll(/^([\w-]+)<<(ghadelimiter_\S+)\n(.*?)\n\2$/gms)
    const outputs = Object.fromEntries(
      [...values].map(([, name = '', , value = '']) => [name, value]),
    )
    return { ...run, outputs }
  }

  const names = () => service.artifacts.map(({ name }) => name).sort()
  const token = { 'github-token': 'token-with-actions-write' }

  test('prune removes those of other runs, and a backup with keep does too', async () => {
    await using place = await Workplace.make()
    const ids: string[] = []
    for (const days of [1, 2, 3, 4]) {
      const id = idOf(days)
      ids.push(id)
      await uploadArtifact(service, String(100 - days), '1', id, madeFiles(id, 900))
    }
    const keep = 'last=2'
    const shown = await step(place, 'prune', { ...token, keep })
    assert.equal(shown.status, 0, shown.everything)
    assert.deepEqual(names(), ids.toSorted())
    const done = await step(place, 'prune', { ...token, keep, 'dry-run': 'false' })
    assert.equal(done.status, 0, done.everything)
    assert.deepEqual(names(), ids.slice(0, 2).sort())
    const listed = await step(place, 'list', token)
    assert.equal(listed.outputs['latest'], ids[0])
    assert.equal(listed.outputs['count'], '2')
    // Without a token a step sees its own run alone.
    assert.equal((await step(place, 'list', {})).outputs['count'], '0')
    const made = await step(place, 'backup', {
      ...token,
      keep,
      'database-url': server.url('shop'),
      'client-dir': server.binDir,
      'shrink-limit': '100%',
    })
    assert.equal(made.status, 0, made.everything)
    assert.deepEqual(names(), [ids[0], made.outputs['backup-id']].sort())
    assert.deepEqual(JSON.parse(made.outputs['pruned'] ?? '')[0].removed, [ids[1]])
    assert.ok(!made.everything.includes('token-with') || /add-mask/.test(made.everything))
  })

  test('a backup is compared with the artifact of an earlier run', async () => {
    await using place = await Workplace.make()
    const id = idOf(0.5, 'sales')
    await uploadArtifact(service, '50', '1', id, madeFiles(id, 5000))
    await fill(1000)
    const inputs = {
      name: 'sales',
      'database-url': server.url('shop'),
      'client-dir': server.binDir,
    }
    const warned = await step(place, 'backup', { ...inputs, ...token })
    assert.equal(warned.status, 0, warned.everything)
    assert.match(warned.everything, /::warning::The rows fell by 80 %25, from 5,000 to 1,000/)
    const alone = await step(place, 'backup', inputs)
    assert.equal(alone.status, 0, alone.everything)
    assert.doesNotMatch(alone.everything, /::warning::(The rows|Not compared)/)
  })
})
