import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { ForkBed, startForkSource } from './fork-bed.ts'
import { PHASES, type Stop } from './fork-phases.ts'
import { TestBucket } from './test-bucket.ts'
import { assertNothingTemporary, eventually, type WatchedRun } from './watched-run.ts'

/** GitHub waits so long after SIGINT before it sends SIGTERM. */
const PATIENCE_MS = 7_500
const STATUS = { SIGINT: 130, SIGTERM: 143, SIGKILL: null } as const
type Signal = keyof typeof STATUS
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const

/** Of all runs together. */
const total = { runs: 0, forksMade: 0, duplicates: 0, forksLeft: 0, otherDeletes: 0, writes: 0 }

describe('a run with a fork that is stopped', { concurrency: 6 }, () => {
  let source: PostgresServer
  let bucket: TestBucket
  let writes: number
  before(async () => {
    ;[source, bucket] = await Promise.all([startForkSource(), TestBucket.start()])
    writes = await rowsWritten(source)
  })
  after(async () => {
    total.writes = (await rowsWritten(source)) - writes
    console.log(`kill matrix: ${JSON.stringify(total)}`)
    await source.stop()
    await bucket[Symbol.asyncDispose]()
    const { runs, forksMade, ...bad } = total
    assert.ok(runs > 0 && forksMade > 0)
    assert.deepEqual(bad, { duplicates: 0, forksLeft: 0, otherDeletes: 0, writes: 0 })
  })

  for (const [name, phase] of Object.entries(PHASES)) {
    // A variant of a phase differs in what a kill leaves, and not in how signals are taken.
    const isVariant = name.endsWith('is not answered') || name.endsWith('was not made')
    for (const signal of isVariant ? (['SIGINT', 'SIGKILL'] as const) : SIGNALS) {
      test(`${signal} to a step of a workflow while ${name}: its post step`, async () => {
        await using bed = await ForkBed.make(source)
        const held = await phase(bed, bucket)
        const step = await bed.step(held.inputs, held.env)
        await using main = step.main
        await stop(main, signal, held)
        await using post = await step.post()
        const { status, errors, everything } = await post.started.finished
        assert.deepEqual([status, errors], [0, []], everything)
        await settled(bed, main)
      })

      // A request that is not answered is given a minute; only a kill does not wait for it.
      if (name.endsWith('is not answered') && signal !== 'SIGKILL') continue
      test(`${signal} to a command line while ${name}`, async () => {
        await using bed = await ForkBed.make(source)
        const held = await phase(bed, bucket)
        await using run = bed.backup(held.inputs, held.env)
        await stop(run, signal, held)
        if (signal === 'SIGKILL') await laterRun(bed, held)
        await settled(bed, run)
      })
    }
  }
})

async function stop(run: WatchedRun, signal: Signal, held: Stop): Promise<void> {
  await Promise.race([eventually(() => held.isThere(), 'it is there'), endedEarly(run)])
  const started = performance.now()
  run.started.child.kill(signal)
  const { status, errors, everything } = await run.started.finished
  const isDone = held.mayBeDone === true && status === 0
  if (!isDone) assert.equal(status, STATUS[signal], everything)
  if (signal === 'SIGKILL') return run.processesEnd()
  assert.equal(errors.length, isDone ? 0 : 1, everything)
  if (!isDone) assert.match(errors[0] ?? '', /^E_CANCELLED: /)
  const isStep = everything.includes('::group::')
  if (isStep) assert.ok(performance.now() - started < PATIENCE_MS, 'it took too long')
}

async function endedEarly(run: WatchedRun): Promise<never> {
  const { everything } = await run.started.finished
  throw new Error(`It ended before it was stopped:\n${everything}`)
}

/** Any later run that has the key cleans up first, even one that then finds its inputs wrong. */
async function laterRun(bed: ForkBed, { env }: Stop): Promise<void> {
  const { errors, everything } = await bed.backup({ format: 'none' }, env).started.finished
  assert.deepEqual(
    errors.map((line) => line.slice(0, 8)),
    ['E_INPUT:'],
    everything,
  )
  assert.doesNotMatch(everything, /may be left/)
}

async function settled(bed: ForkBed, run: WatchedRun): Promise<void> {
  const { forks, made, violations } = bed.heroku
  total.runs += 1
  total.forksMade += made
  total.duplicates += Math.max(0, made - 1)
  total.forksLeft += forks.length
  total.otherDeletes += violations.length
  assert.deepEqual(
    forks.map(({ name }) => name),
    [],
    'a fork was left',
  )
  assert.ok(made <= 1, 'a fork was made twice')
  assert.deepEqual(violations, [])
  run.assertNoProcess()
  await assertNothingTemporary(bed.place)
  await run.assertNoSecret(await run.started.finished)
}

/** How many rows were ever written to the source. */
async function rowsWritten(source: PostgresServer): Promise<number> {
  const [row] = await source.query<{ rows: string }>(
    'SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) AS rows FROM pg_stat_user_tables',
    'shop',
  )
  return Number(row?.rows)
}
