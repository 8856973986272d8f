import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import test from 'node:test'
import { UserError } from '../../../../src/errors.ts'
import type {
  Clock,
  Fork,
  ForkProvider,
  ForkSource,
  NotedFork,
} from '../../../../src/forks/fork.ts'
import { ApiFailure } from '../../../../src/forks/provider-http.ts'
import type { DestroyForkTask } from '../../../../src/host/host.ts'
import { openFork } from '../../../../src/operations/origin/open-fork.ts'
import { BackupRecord } from '../../../../src/operations/records/record.ts'
import { isForkName } from '../../../../src/plan/fork-name.ts'
import { recordingHost } from '../../destinations/recording-host.ts'

const HOUR = 3_600_000

/** Time passes only while somebody sleeps. */
class VirtualClock implements Clock {
  #now = Date.parse('2026-11-24T08:00:00Z')
  readonly #timeouts: { readonly at: number; readonly controller: AbortController }[] = []

  now = () => new Date(this.#now)

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.#now += milliseconds
    for (const { at, controller } of this.#timeouts) if (at <= this.#now) controller.abort()
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
  }

  timeout(milliseconds: number): AbortSignal {
    const controller = new AbortController()
    this.#timeouts.push({ at: this.#now + milliseconds, controller })
    return controller.signal
  }
}

const source: ForkSource = {
  ...{ label: 'shop', id: 'source-1', place: 'eu-central-1', connection: undefined },
  ...{ sizeBytes: 1, plan: undefined, region: undefined, pricePerHour: undefined },
  ...{ refusal: undefined, notes: [] },
}

class FakeProvider implements ForkProvider {
  readonly name = 'rds'
  readonly clock: Clock
  readonly calls: string[] = []
  readonly host = recordingHost(tmpdir())
  /** What was noted for whoever comes after us, at each call. */
  readonly notes: (readonly DestroyForkTask[])[] = []
  provisioningMs = 0
  aheadMs = 0
  creating: (() => Promise<never>) | undefined
  destroying: () => Promise<'gone' | 'going'> = async () => 'gone'

  constructor(clock: Clock) {
    this.clock = clock
  }

  now = () => new Date(this.clock.now().getTime() + this.aheadMs)
  findSource = async () => source
  forksOf = async () => []

  #called(call: string): void {
    this.calls.push(call)
    this.notes.push([...this.host.left].filter((task) => task.kind === 'destroy-fork'))
  }

  async create(request: { readonly name: string; readonly notedAt: string }): Promise<Fork> {
    this.#called('create')
    await this.creating?.()
    const { name, notedAt } = request
    return {
      ...{ provider: 'rds', name, notedAt, place: source.place, sourceId: source.id },
      proveFork: async () => {},
      ready: async (tell, signal) => {
        const end = this.clock.now().getTime() + this.provisioningMs
        while (this.clock.now().getTime() < end) {
          tell('creating')
          await this.clock.sleep(30_000, signal)
        }
        throw new UserError('E_FORK', 'This fork has no server behind it.')
      },
    }
  }

  async destroy({ name }: NotedFork): Promise<'gone' | 'going'> {
    this.#called(`destroy ${isForkName(name) ? 'ours' : name}`)
    return await this.destroying()
  }
}

function open(provider: FakeProvider, timeoutMs = 4 * HOUR) {
  const { host, clock } = provider
  const record = new BackupRecord(host.log, 'shop', [])
  const offer = { provider, source }
  return openFork({ host, offer, sourceFacts: undefined, timeoutMs, clock, record })
}

test('a fork that takes six hours is given up at its deadline, and destroyed', async () => {
  const clock = new VirtualClock()
  const provider = new FakeProvider(clock)
  provider.provisioningMs = 6 * HOUR
  const began = clock.now().getTime()
  await assert.rejects(open(provider), {
    code: 'E_FORK',
    message: /^The fork pg-backup-fork-\S+ was not ready and read within 4 h, and was given up\.$/,
  })
  assert.equal(clock.now().getTime() - began, 4 * HOUR)
  assert.deepEqual(provider.calls, ['create', 'destroy ours'])
  assert.equal(provider.host.left.size, 0)
  const told = provider.host.lines.filter((line) => line.startsWith('progress: fork  creating, '))
  assert.ok(told.length > 200 && told.length <= 241, `${told.length} lines of progress`)
})

test('a longer fork-timeout waits longer', async () => {
  const provider = new FakeProvider(new VirtualClock())
  provider.provisioningMs = 6 * HOUR
  await assert.rejects(open(provider, 8 * HOUR), { message: 'This fork has no server behind it.' })
})

test('the fork is noted before it is asked for, and until it is gone', async () => {
  const provider = new FakeProvider(new VirtualClock())
  await assert.rejects(open(provider), { code: 'E_FORK' })
  const answered = provider.notes.map((notes) => notes.map((note) => note.isAnswered))
  assert.deepEqual(answered, [[false], [true]])
  const [[note] = []] = provider.notes
  assert.equal(note?.sourceId, 'source-1')
  assert.equal(note?.notedAt, '2026-11-24T07:50:00.000Z', 'some minutes early')
  assert.equal(provider.host.left.size, 0)
})

test("it is noted by the provider's clock, since that dates the fork, and ours may be hours off", async () => {
  const provider = new FakeProvider(new VirtualClock())
  provider.aheadMs = -5 * HOUR
  await assert.rejects(open(provider), { code: 'E_FORK' })
  assert.equal(provider.notes[0]?.[0]?.notedAt, '2026-11-24T02:50:00.000Z')
})

test('a refused request is no reason to look for a fork that may still turn up', async () => {
  const provider = new FakeProvider(new VirtualClock())
  const refusal = new UserError('E_FORK', 'The account has no card.')
  provider.creating = () => Promise.reject(refusal)
  await assert.rejects(open(provider), refusal)
  assert.deepEqual(provider.calls, ['create', 'destroy ours'])
})

test('a request whose answer is not known is looked for again, for a while', async () => {
  const clock = new VirtualClock()
  const provider = new FakeProvider(clock)
  provider.creating = () => Promise.reject(new Error('socket hang up'))
  const began = clock.now().getTime()
  await assert.rejects(open(provider), /socket hang up/)
  assert.equal(clock.now().getTime() - began, 20_000)
  assert.equal(provider.calls.filter((call) => call === 'destroy ours').length, 5)
})

test('so is one of which the provider itself could not say what became of it', async () => {
  const clock = new VirtualClock()
  const provider = new FakeProvider(clock)
  const cause = new ApiFailure('Neon answered 500', { status: 500, mayBeDone: true })
  const failure = new UserError('E_FORK', 'Could not create the branch.', '', { cause })
  provider.creating = () => Promise.reject(failure)
  const began = clock.now().getTime()
  await assert.rejects(open(provider), failure)
  assert.equal(clock.now().getTime() - began, 20_000)
  assert.equal(provider.calls.filter((call) => call === 'destroy ours').length, 5)
})

test('a fork that cannot be destroyed stays noted, and the first cause is told', async () => {
  const provider = new FakeProvider(new VirtualClock())
  provider.destroying = () => Promise.reject(new UserError('E_FORK_LEFT', 'It may be left.'))
  await assert.rejects(open(provider), { message: 'This fork has no server behind it.' })
  assert.equal(provider.host.left.size, 1)
  assert.match(
    provider.host.lines.at(-1) ?? '',
    /^warning: E_FORK_LEFT: It may be left\..*tried again/,
  )
})

test('what the provider is still deleting needs nobody any more', async () => {
  const provider = new FakeProvider(new VirtualClock())
  provider.destroying = async () => 'going'
  await assert.rejects(open(provider), { code: 'E_FORK' })
  assert.equal(provider.host.left.size, 0)
})
