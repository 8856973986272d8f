import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { rootCertificates } from 'node:tls'
import fc from 'fast-check'
import { UserError } from '../../../src/errors.ts'
import { secretsOf } from '../../../src/postgres/connection.ts'
import { type ParseOptions, parseConnection } from '../../../src/postgres/parse-connection.ts'

// A password file of whoever runs the tests must not supply passwords.
const nowhere = { PGPASSFILE: '/nonexistent/pgpass' }

function parse(text: string, options: Partial<ParseOptions> = {}) {
  return parseConnection(text, { environment: nowhere, ...options })
}

function refusal(text: string, options: Partial<ParseOptions> = {}): UserError {
  try {
    parse(text, options)
  } catch (error) {
    assert.ok(error instanceof UserError, String(error))
    return error
  }
  return assert.fail('nothing was thrown')
}

test('a plain URL', () => {
  const settings = parse('postgres://ann:secret@db.example.com:6000/shop?sslmode=require')
  const { hosts, database, user, password, sslMode } = settings
  assert.deepEqual(hosts, [{ host: 'db.example.com', port: 6000 }])
  assert.deepEqual([database, user, password, sslMode], ['shop', 'ann', 'secret', 'require'])
})

test('what a URL leaves out is libpq’s default', () => {
  const settings = parse('postgresql://db.example.com')
  const me = userInfo().username
  assert.deepEqual([settings.user, settings.database, settings.password], [me, me, undefined])
  assert.deepEqual(settings.hosts, [{ host: 'db.example.com', port: 5432 }])
  assert.equal(settings.sslMode, 'prefer')
})

test('several hosts, IPv6 and sockets', () => {
  const hosts = (text: string) => parse(text).hosts.map(({ host, port }) => `${host} ${port}`)
  assert.deepEqual(hosts('postgres://a:1,b:2/d'), ['a 1', 'b 2'])
  assert.deepEqual(hosts('postgres://a,b/d'), ['a 5432', 'b 5432'])
  assert.deepEqual(hosts('postgres://a,b/d?port=7'), ['a 7', 'b 7'])
  assert.deepEqual(hosts('postgres://u:p@[::1]:1,[2001:db8::2]/d'), ['::1 1', '2001:db8::2 5432'])
  assert.deepEqual(hosts('postgres://u@%2Frun%2Fpg:6/d'), ['/run/pg 6'])
  assert.deepEqual(hosts('postgres://u@/d?host=/run/pg&port=6'), ['/run/pg 6'])
  assert.deepEqual(hosts('postgres:///d?host=a,/run/pg&port=1,2'), ['a 1', '/run/pg 2'])
  assert.deepEqual(hosts("host=a,b port='1,2'"), ['a 1', 'b 2'])
  assert.match(refusal('host=a,b,c port=1,2').message, /3 hosts and 2 ports/)
})

test('a keyword string by the rules of libpq', () => {
  const odd = parse(String.raw`host = h  user='a\'b\\c=d' password='' dbname='two words' port=1`)
  assert.deepEqual(
    [odd.user, odd.database, odd.password],
    [String.raw`a'b\c=d`, 'two words', undefined],
  )
  assert.equal(parse(String.raw`host=h dbname=a\ b\\c`).database, String.raw`a b\c`)
  assert.equal(parse("host=h options='-c geqo=off'").parameters.options, '-c geqo=off')
  for (const text of ["host=h password='open", 'host', 'host=h rubbish', "host=h user='a'b"]) {
    assert.equal(refusal(text).code, 'E_INPUT', text)
  }
})

test('an encoded name or password comes back as it was, from either form', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\0\r\n]/.test(text))
  fc.assert(
    fc.property(name, name, name, (user, password, database) => {
      const encode = encodeURIComponent
      const url = parse(`postgres://${encode(user)}:${encode(password)}@h/${encode(database)}`)
      const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
      const keywords = `host=h user=${quote(user)} password=${quote(password)} dbname=${quote(database)}`
      for (const settings of [url, parse(keywords)]) {
        assert.deepEqual(
          [settings.user, settings.password, settings.database],
          [user, password, database],
        )
      }
    }),
  )
})

test('a raw special character in a password is understood where only one reading is left', () => {
  const cases = {
    'postgres://ann:p@ss@h/d': 'p@ss',
    'postgres://ann:p@@h:1/d?sslmode=require': 'p@',
    'postgres://ann:p/ss@h/d': 'p/ss',
    'postgres://ann:p?ss@h/d': 'p?ss',
    'postgres://ann:p#ss@h/d': 'p#ss',
    'postgres://ann:p:ss@h/d': 'p:ss',
    'postgres://ann:p&s=s+@h/d': 'p&s=s+',
    'postgres://ann:5/ss@h/d': '5/ss',
    'postgres://ann:p/s?s@h/d': 'p/s?s',
    'postgres://ann:p@s/s@h/d': 'p@s/s',
  }
  for (const [text, password] of Object.entries(cases)) {
    const settings = parse(text)
    assert.equal(settings.password, password, text)
    assert.deepEqual([settings.user, settings.hosts[0]?.host, settings.database], ['ann', 'h', 'd'])
  }
  assert.equal(parse('postgres://ann@server:pw@h/d').user, 'ann@server')
  assert.equal(parse('postgres://h/d?user=a@b').user, 'a@b')
})

test('a URL that can be read in two ways says how to encode, and shows nothing', () => {
  const texts = [
    'postgres://ann:s3cr/t@h?options=b@c',
    'postgres://ann:s3cr@t@h:port/d',
    'postgres://ann:s3cr%zz@h/d',
    'postgres://ann:s3cr%e9@h/d',
  ]
  for (const text of texts) {
    const { message, next, code } = refusal(text)
    assert.equal(code, 'E_INPUT')
    assert.match(next, /%40|%25|%C3%A9/, text)
    assert.doesNotMatch(message + next, /s3cr|ann/)
  }
})

test('no error shows a piece of a broken text', () => {
  const texts = [
    's3cr3t',
    's3cr3t=1',
    'host=h s3cr3t',
    "host=h password='s3cr3t",
    'postgres://ann:s3cr3t@h:99999/d',
    'postgres://ann:x@h/d?s3cr3t%=1',
    'postgres://ann:x@h/d?sslmode=s3cr3t',
    'mysql://ann:s3cr3t@h/d',
    'host=h port=s3cr3t',
    'postgres://ann:1?s3cr3t=5/x@h@x/d/y',
  ]
  for (const text of texts) {
    const error = refusal(text)
    assert.equal(error.code, 'E_INPUT')
    assert.doesNotMatch(`${error.message} ${error.next}`, /s3cr3t(?!` keyword)/, text)
  }
})

test('words of drivers are explained', () => {
  assert.match(refusal('postgres://h/d?sslmode=no-verify').next, /sslmode=require/)
  assert.match(refusal('postgres://h/d?sslmode=full').next, /disable, allow, .* verify-full/)
  assert.equal(refusal('postgres://h/d?pgbouncer=true').code, 'E_POOLER')
  assert.equal(parse('postgres://h/d?ssl=true').sslMode, 'require')
  assert.equal(parse('postgres://h/d?ssl=false').sslMode, 'disable')
  const { notes, parameters } = parse('postgres://h/d?schema=app&connection_limit=5')
  assert.match(notes.join(' '), /`schemas` takes one schema.*connection_limit.*Prisma/)
  assert.deepEqual(parameters, {})
  assert.match(refusal('postgres://h/d?colour=red').message, /unknown keyword `colour`/)
  assert.match(refusal('postgres://h/d?hostaddr=1.2.3.4').next, /as `host`/)
  assert.match(refusal('jdbc:postgresql://h/d').message, /jdbc:postgresql:\/\//)
  assert.match(refusal("psql 'postgres://h/d'").next, /URL alone/)
})

test('parameters of libpq are kept', () => {
  const text = 'postgres://h/d?channel_binding=require&options=endpoint%3Dep-1&connect_timeout=3'
  assert.deepEqual(parse(text).parameters, {
    channel_binding: 'require',
    options: 'endpoint=ep-1',
    connect_timeout: '3',
  })
})

test('PG* variables are read where no text is given, and only a password where one is', () => {
  const environment = {
    ...nowhere,
    PGHOST: 'h',
    PGPORT: '7',
    PGUSER: 'u',
    PGPASSWORD: 'p',
    PGSSLMODE: 'require',
  }
  const { hosts, user, password, sslMode } = parse('', { environment })
  assert.deepEqual(hosts, [{ host: 'h', port: 7 }])
  assert.deepEqual([user, password, sslMode], ['u', 'p', 'require'])
  const given = parse('postgres://ann@other/d', { environment })
  assert.deepEqual([given.user, given.password, given.sslMode], ['ann', 'p', 'prefer'])
  assert.deepEqual(given.hosts, [{ host: 'other', port: 5432 }])
  assert.equal(parse('postgres://ann:own@other/d', { environment }).password, 'own')
  assert.match(refusal('').next, /database-url/)
  assert.equal(refusal(' ', { environment: { PGUSER: 'u', PGPASSWORD: 'p' } }).code, 'E_INPUT')
})

test('passwords and services come from files', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'connection-'))
  t.after(() => rm(folder, { recursive: true }))
  const passfile = join(folder, 'pgpass')
  await writeFile(passfile, '# note\nh:5432:other:*:no\nh:*:d\\:b:an\\\\n:p\\:w:x\n*:*:*:*:any\n')
  const environment = { PGPASSFILE: passfile, PGSERVICEFILE: join(folder, 'service') }
  assert.equal(parse('postgres://an%5Cn@h/d:b', { environment }).password, 'p:w:x')
  assert.equal(parse('postgres://x@h/d:b', { environment }).password, 'any')
  await writeFile(
    environment.PGSERVICEFILE,
    '[a]\nhost=wrong\n[b]\n# c\nhost=h\nport=7\nuser=u\n[c]\nuser=x\n',
  )
  const { hosts, user } = parse('service=b port=8', { environment })
  assert.deepEqual([hosts, user], [[{ host: 'h', port: 8 }], 'u'])
  assert.match(refusal('service=d', { environment }).message, /"d" is not defined/)
})

test('a password that a passfile cannot hold is refused', () => {
  assert.match(refusal('postgres://u:a%0Ab@h/d').message, /line break/)
  assert.equal(refusal('postgres://u:a%00b@h/d').code, 'E_INPUT')
})

test('which certificates a mode needs', () => {
  assert.equal(parse('postgres://h/d?sslmode=verify-full').rootCertificate, 'system')
  assert.equal(parse('postgres://h/d?sslrootcert=system').sslMode, 'verify-full')
  assert.match(refusal('postgres://h/d?sslmode=require&sslrootcert=system').message, /too weak/)
  assert.match(refusal('postgres://h/d?sslmode=verify-ca').next, /ssl-root-cert/)
  assert.match(
    refusal('postgres://h/d', { rootCertificate: '/nonexistent' }).message,
    /ssl-root-cert.*ENOENT/,
  )
  assert.match(
    refusal('postgres://h/d', { rootCertificate: '-----BEGIN X-----' }).message,
    /no CERTIFICATE/,
  )
})

test('a root certificate that is an input of its own means verify-full, unless a mode is given', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'connection-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'root.crt')
  await writeFile(path, rootCertificates[0] ?? '')
  assert.equal(parse('postgres://h/d', { rootCertificate: path }).sslMode, 'verify-full')
  const given = parse('postgres://h/d?sslmode=verify-ca', { rootCertificate: path })
  assert.equal(given.sslMode, 'verify-ca')
  assert.deepEqual(given.rootCertificate, { pem: `${rootCertificates[0]}\n` })
  assert.equal(parse(`postgres://h/d?sslrootcert=${path}`).sslMode, 'prefer')
})

test('a value that the two readers would understand differently is refused', () => {
  for (const text of [
    'connect_timeout=5s',
    'target_session_attrs=master',
    'sslnegotiation=direct',
  ]) {
    assert.equal(refusal(`postgres://h/d?${text}`).code, 'E_INPUT', text)
  }
})

test('every form of a secret is listed', () => {
  const text = 'postgres://u:p%40s%27s:w%21@h/d'
  const secrets = secretsOf(parse(text))
  for (const form of [
    text,
    "p@s's:w!",
    "p%40s's%3Aw!",
    'p%40s%27s%3Aw%21',
    "p@s\\'s:w!",
    "p@s's\\:w!",
  ]) {
    assert.ok(secrets.includes(form), form)
  }
  assert.deepEqual(secretsOf(parse('', { environment: { ...nowhere, PGHOST: 'h' } })), [])
})
