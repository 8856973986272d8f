import assert from 'node:assert/strict'
import test from 'node:test'
import type { Call } from '../../scripts/rig/scripted-http.ts'
import { UserError } from '../../src/errors.ts'
import type { HerokuInputs } from '../../src/inputs/fork.ts'
import { calm, type HerokuBed, herokuBed } from './heroku-bed.ts'

/** The code of what looking the source up throws. */
async function problem(bed: HerokuBed, inputs: Partial<HerokuInputs> = {}): Promise<UserError> {
  const error = await bed
    .provider(inputs)
    .findSource(calm)
    .catch((thrown) => thrown)
  assert.ok(error instanceof UserError, String(error))
  return error
}

function configOf(create: Call | undefined): unknown {
  return (create?.body as { config?: unknown } | undefined)?.config
}

test('the key and the version are sent to both hosts, and nothing else knows the key', async () => {
  await using bed = await herokuBed()
  await bed.provider().findSource(calm)
  const listeners = new Set(bed.service.calls.map(({ listener }) => listener))
  assert.deepEqual([...listeners].sort(), ['data', 'platform'])
  for (const { headers } of bed.service.calls) {
    assert.equal(headers.authorization, `Bearer ${bed.service.apiKey}`)
  }
  assert.ok(bed.lines.every((line) => !line.includes(bed.service.apiKey)))
})

test('a wrong key is E_CREDENTIALS, without a second try', async () => {
  await using bed = await herokuBed()
  const { code, message } = await problem(bed, { apiKey: 'wrong' })
  assert.equal(code, 'E_CREDENTIALS')
  assert.match(message, /^Cannot look up shop::DATABASE_URL: Heroku does not accept heroku-api-key/)
  assert.equal(bed.service.calls.length, 1)
  assert.doesNotMatch(message, /wrong/)
})

test('no key goes to a host that is not of Heroku', async () => {
  await using bed = await herokuBed()
  const environment = { HEROKU_API_URL: 'https://heroku.example.com' }
  assert.throws(() => bed.provider({}, { environment }), /HEROKU_API_URL is not an https address/)
})

test('the database is found by config variable, attachment, add-on name and app::NAME', async () => {
  await using bed = await herokuBed()
  for (const [app, database] of [
    ['shop', 'DATABASE_URL'],
    ['shop', 'DATABASE'],
    ['shop', 'postgresql-curved-12345'],
    ['shop-backup', 'shop::DATABASE'],
  ] as const) {
    const { id, label } = await bed.provider({ app, database }).findSource(calm)
    assert.equal(id, bed.service.source.id)
    assert.equal(label, 'shop::DATABASE')
  }
})

test('two names of one database are one', async () => {
  await using bed = await herokuBed()
  const { account, shop, source } = bed.service
  account.attach(shop, 'HEROKU_POSTGRESQL_AMBER', source)
  const database = 'postgresql-curved-12345'
  const found = await bed.provider({ database }).findSource(calm)
  assert.equal(found.id, source.id)
  assert.equal(account.resolve('shop', database).length, 2)
})

test('one name of two databases is a question to the user', async () => {
  await using bed = await herokuBed()
  const { account, shop, source } = bed.service
  const url = 'postgres://u:pw@127.0.0.1:9/other'
  const other = account.addDatabase(shop, 'postgresql-round-1', { url })
  account.attach(shop, 'DATABASE', other)
  const { code, message } = await problem(bed)
  assert.equal(code, 'E_INPUT')
  assert.match(
    message,
    /DATABASE_URL may mean shop::DATABASE \(postgresql-curved-12345\) or shop::DATABASE \(postgresql-round-1\)/,
  )
  assert.ok(source.name !== other.name)
})

test('a credential that may not see everything is refused, beside the default one it is left out', async () => {
  await using bed = await herokuBed()
  const { account, shop, source } = bed.service
  account.attach(shop, 'READONLY', source, 'credential:ro')
  const { code, message } = await problem(bed, { database: 'READONLY_URL' })
  assert.equal(code, 'E_INPUT')
  assert.match(message, /credential:ro/)
  const found = await bed.provider({ database: source.name }).findSource(calm)
  assert.equal(found.label, 'shop::DATABASE')
})

test('an unknown name lists the names there are', async () => {
  await using bed = await herokuBed()
  const { code, message, next } = await problem(bed, { database: 'DATABSE_URL' })
  assert.equal(code, 'E_NOT_FOUND')
  assert.equal(message, 'The app shop has no database DATABSE_URL.')
  assert.equal(next, 'Set heroku-database to one of DATABASE_URL.')
})

test('an app without a database, and an app that is not there, are said', async () => {
  await using bed = await herokuBed()
  assert.equal(
    (await problem(bed, { app: 'shop-backup' })).message,
    'The app shop-backup has no Heroku Postgres database.',
  )
  const { code, message } = await problem(bed, { app: 'nowhere' })
  assert.equal(code, 'E_NOT_FOUND')
  assert.match(message, /Couldn't find that app/)
})

test('a variable that was set by hand to the URL of an attached database leads to it', async () => {
  await using bed = await herokuBed()
  const { shop, source } = bed.service
  shop.config.set('REPORTING_URL', source.url)
  const found = await bed.provider({ database: 'REPORTING_URL' }).findSource(calm)
  assert.equal(found.id, source.id)
})

test('attachments are read page by page', async () => {
  await using bed = await herokuBed()
  bed.service.pageSize = 1
  const { account, shop, source } = bed.service
  for (const name of ['ONE', 'TWO', 'THREE']) account.attach(shop, name, source)
  const { next } = await problem(bed, { database: 'FOUR' })
  assert.match(next, /one of DATABASE_URL, ONE_URL, THREE_URL, TWO_URL/)
  assert.equal(bed.service.callsTo('GET /apps/shop/addon-attachments').length, 4)
})

test('the fork of a database that another app pays for is named app::VARIABLE', async () => {
  await using bed = await herokuBed()
  const { account, shop, source } = bed.service
  const reports = account.addApp('reports')
  account.attach(reports, 'SHOP', source)
  await bed.create(bed.provider({ app: 'reports', database: 'SHOP_URL' }))
  const [create] = bed.service.callsTo('POST /apps/reports/addons')
  assert.deepEqual(configOf(create), { fork: 'reports::SHOP_URL' })
  assert.equal(source.app, shop)
})

test('with fork-app the production app is left alone', async () => {
  await using bed = await herokuBed()
  const provider = bed.provider({ forkApp: 'shop-backup', forkPlan: 'standard-2' })
  const { source } = await bed.request(provider)
  assert.equal(source.place, 'shop-backup')
  assert.equal(source.plan, 'heroku-postgresql:standard-2')
  assert.deepEqual(source.notes, [])
  await bed.create(provider)
  const [create] = bed.service.callsTo('POST /apps/shop-backup/addons')
  assert.deepEqual(configOf(create), { fork: 'shop::DATABASE_URL' })
  assert.equal(bed.service.callsTo(/^POST \/apps\/shop\//).length, 0)
})

test('without fork-app the log says that the app is restarted', async () => {
  await using bed = await herokuBed()
  const { notes } = await bed.provider().findSource(calm)
  assert.match(notes[0] ?? '', /attached to shop, whose dynos Heroku restarts/)
})

for (const [why, change, expected] of [
  [
    'Essential',
    { plan: 'heroku-postgresql:essential-0' },
    /plan essential-0, which Heroku cannot fork/,
  ],
  ['hobby', { plan: 'heroku-postgresql:hobby-dev' }, /plan hobby-dev, which Heroku cannot fork/],
  ['a follower', { shown: { Following: ['DATABASE'] } }, /is a follower/],
  ['a follower by its field', { info: { following: 'postgres://x@h/d' } }, /is a follower/],
  [
    'just forked',
    { shown: { 'Fork/Follow': ['Unavailable for some hours'] } },
    /Heroku says: Unavailable for some hours/,
  ],
  ['unsupported', { shown: { 'Fork/Follow': ['Unsupported'] } }, /Heroku says: Unsupported/],
] as const) {
  test(`${why}: refused before anything is asked for`, async () => {
    await using bed = await herokuBed()
    Object.assign(bed.service.source, change)
    const provider = bed.provider()
    const request = await bed.request(provider)
    assert.equal(request.source.refusal?.code, 'E_FORK')
    assert.match(request.source.refusal?.message ?? '', expected)
    await assert.rejects(provider.create(request, calm), expected)
    assert.equal(bed.service.callsTo(/^POST .*\/addons$/).length, 0)
  })
}

test('a fork of an Essential plan is refused', async () => {
  await using bed = await herokuBed()
  const { refusal } = await bed.provider({ forkPlan: 'essential-2' }).findSource(calm)
  assert.equal(refusal?.code, 'E_INPUT')
  assert.match(refusal?.message ?? '', /A fork cannot have the plan essential-2/)
})

test('a fork in another region is refused', async () => {
  await using bed = await herokuBed()
  bed.service.account.addApp('shop-eu', { region: 'eu' })
  const { refusal } = await bed.provider({ forkApp: 'shop-eu' }).findSource(calm)
  assert.equal(refusal?.code, 'E_REGION')
  assert.match(refusal?.message ?? '', /in the region us and the app of its fork, shop-eu, in eu/)
})

test('a private database that does not answer here is refused, with the ways there are', async () => {
  await using bed = await herokuBed()
  Object.assign(bed.service.source, { plan: 'heroku-postgresql:private-0' })
  const { refusal, connection } = await bed.provider().findSource(calm)
  assert.equal(connection, undefined)
  assert.match(refusal?.message ?? '', /private network \(plan private-0\)/)
  assert.match(refusal?.next ?? '', /self-hosted runner .* PrivateLink .* heroku-mtls-cidr/)
  const opened = await bed.provider({ mtlsCidr: '203.0.113.7/32' }).findSource(calm)
  assert.equal(opened.refusal, undefined)
})

test('what a database tells of itself may have any shape', async () => {
  await using bed = await herokuBed()
  const { source } = bed.service
  source.info = {
    num_bytes: null,
    plan: 'standard-0',
    info: [{ name: 'Status', values: [] }, null, 7, { values: 'x' }],
  }
  const found = await bed.provider().findSource(calm)
  assert.equal(found.sizeBytes, undefined)
  assert.equal(found.refusal, undefined)
  source.info = { info: 'gone', num_bytes: -1 }
  assert.equal((await bed.provider().findSource(calm)).sizeBytes, undefined)
})

test('passwords are hidden, and stand in no line', async () => {
  await using bed = await herokuBed()
  await bed.provider().findSource(calm)
  assert.ok(bed.secrets.includes('source-pw'))
  assert.ok(bed.lines.every((line) => !line.includes('source-pw')))
})

test('a warning of Heroku is shown once', async () => {
  await using bed = await herokuBed()
  bed.service.headers = { 'x-heroku-warning': 'Your plan is to be retired.' }
  await bed.provider().findSource(calm)
  const warnings = bed.lines.filter((line) => line.startsWith('warning'))
  assert.deepEqual(warnings, ['warning: Heroku says: Your plan is to be retired.'])
})

test('a price that is not told is no failure', async () => {
  await using bed = await herokuBed()
  bed.service.fail({ on: /^GET \/plans/, status: 404 })
  assert.equal((await bed.provider().findSource(calm)).pricePerHour, undefined)
})
