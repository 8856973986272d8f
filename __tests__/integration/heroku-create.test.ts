import assert from 'node:assert/strict'
import test from 'node:test'
import type { Fault } from '../../scripts/rig/scripted-http.ts'
import { UserError } from '../../src/errors.ts'
import { calm, FORK_NAME, type HerokuBed, herokuBed } from './heroku-bed.ts'

const CREATE = 'POST /apps/shop/addons'

async function problem(bed: HerokuBed): Promise<UserError> {
  const error = await bed.create().catch((thrown) => thrown)
  assert.ok(error instanceof UserError, String(error))
  return error
}

for (const [fault, code, message] of [
  [
    {
      status: 422,
      body: {
        id: 'invalid_params',
        message: "Couldn't find either the add-on service or the add-on plan of x.",
      },
    },
    'E_FORK',
    /Couldn't find either the add-on service/,
  ],
  [
    { status: 422, body: { id: 'invalid_params', message: 'Cannot fork a follower.' } },
    'E_FORK',
    /Cannot fork a follower/,
  ],
  [
    { status: 402, body: { id: 'delinquent', message: 'Pay.' } },
    'E_FORK',
    /paid or a card to be added/,
  ],
  [{ status: 403, body: { id: 'suspended', message: 'No.' } }, 'E_FORK', /suspended/],
  [{ status: 403, body: { id: 'forbidden', message: 'No.' } }, 'E_CREDENTIALS', /may not do this/],
  [
    { status: 403, body: { id: 'two_factor', message: 'Two-factor code required' } },
    'E_CREDENTIALS',
    /second factor/,
  ],
  [{ status: 403, body: '<h1>Forbidden</h1>' }, 'E_CREDENTIALS', /may not do this/],
] as const) {
  test(`${fault.status} ${JSON.stringify(fault.body)} fails at once`, async () => {
    await using bed = await herokuBed()
    bed.service.fail({ on: CREATE, ...fault })
    const error = await problem(bed)
    assert.equal(error.code, code)
    assert.match(error.message, message)
    assert.match(error.message, /^Cannot fork shop::DATABASE: /)
    assert.notEqual(error.next, '')
    assert.equal(bed.service.callsTo(CREATE).length, 1)
    assert.equal(bed.service.made, 0)
  })
}

test('what Heroku wants confirmed is never confirmed', async () => {
  await using bed = await herokuBed()
  const body = { id: 'confirmation_required', message: 'This would overwrite DATABASE_URL.' }
  bed.service.fail({
    on: CREATE,
    status: 423,
    headers: { 'x-confirmation-required': 'shop' },
    body,
  })
  assert.match((await problem(bed)).message, /asks to confirm something, which is never done/)
  const calls = bed.service.callsTo(CREATE)
  assert.equal(calls.length, 1)
  assert.ok(calls.every(({ body }) => !JSON.stringify(body).includes('confirm')))
})

const LOST: readonly Omit<Fault, 'on'>[] = [
  { socket: 'cut' },
  { socket: 'truncated' },
  { status: 500, body: '' },
  { status: 502, body: '<h1>Bad Gateway</h1>' },
  { status: 503, body: { id: 'addon_error', message: 'Try later.' } },
  { status: 201, body: '<h1>Created</h1>' },
  // A proxy on the way that sends the request twice.
  { status: 422, body: { id: 'invalid_params', message: 'Name is already taken' } },
]

for (const fault of LOST) {
  test(`made although the answer was ${JSON.stringify(fault)}: found by its name`, async () => {
    await using bed = await herokuBed()
    bed.service.fail({ on: CREATE, isDone: true, ...fault })
    const fork = await bed.create()
    assert.equal(fork.name, FORK_NAME)
    assert.equal(bed.service.callsTo(CREATE).length, 1)
    assert.equal(bed.service.made, 1)
    assert.equal(await bed.provider().destroy(fork, calm), 'gone')
  })

  test(`not made, and the answer was ${JSON.stringify(fault)}: it fails, and nothing is asked for again`, async () => {
    await using bed = await herokuBed()
    bed.service.fail({ on: CREATE, ...fault })
    assert.equal((await problem(bed)).code, 'E_FORK')
    assert.equal(bed.service.callsTo(CREATE).length, 1)
    assert.equal(bed.service.made, 0)
  })
}

test('a fork that turns up some seconds after the lost answer is found', async () => {
  await using bed = await herokuBed()
  bed.service.fail({ on: CREATE, isDone: true, socket: 'cut' })
  bed.service.fail({ on: `GET /addons/${FORK_NAME}`, times: 3, status: 404 })
  await bed.create()
  assert.equal(bed.service.made, 1)
})

test('a name that was taken before our request is not taken for our fork', async () => {
  await using bed = await herokuBed()
  bed.service.account.addDatabase(bed.service.shop, FORK_NAME, {
    createdAt: new Date('2026-01-01'),
  })
  assert.match((await problem(bed)).message, /Name is already taken/)
})

test('a rate limit is waited for, since nothing was made', async () => {
  await using bed = await herokuBed()
  const body = { id: 'rate_limit', message: 'Your account reached the API rate limit' }
  bed.service.fail({ on: CREATE, status: 429, headers: { 'retry-after': '2' }, body })
  await bed.create()
  assert.equal(bed.service.made, 1)
  assert.deepEqual(bed.clock.sleeps, [2000])
})

test('an answer that is the source itself is no fork', async () => {
  await using bed = await herokuBed()
  const { id, name } = bed.service.source
  bed.service.fail({ on: CREATE, status: 201, body: { id, name, state: 'provisioned' } })
  assert.match((await problem(bed)).message, /answered with the source itself/)
})

test('a fork of another name than asked for is said to be left', async () => {
  await using bed = await herokuBed()
  bed.service.fail({
    on: CREATE,
    status: 201,
    body: { id: 'x', name: 'postgresql-odd-1', state: 'provisioned' },
  })
  const error = await problem(bed)
  assert.equal(error.code, 'E_FORK_LEFT')
  assert.match(error.next, /heroku addons:destroy postgresql-odd-1 --app shop --confirm shop$/)
})
