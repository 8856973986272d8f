import assert from 'node:assert/strict'
import test from 'node:test'
import { herokuConnection } from '../../../src/forks/heroku/connection.ts'

function connect(url: string) {
  const secrets: string[] = []
  const settings = herokuConnection(url, { addSecret: (value) => void secrets.push(value) })
  return { settings, secrets }
}

for (const [url, sslMode] of [
  ['postgres://u:p@ec2-1.compute-1.amazonaws.com:5432/d1', 'require'],
  ['postgres://u:p@ec2-1.compute-1.amazonaws.com:5432/d1?sslmode=disable', 'require'],
  ['postgres://u:p@ec2-1.compute-1.amazonaws.com:5432/d1?sslmode=prefer', 'require'],
  ['postgres://u:p@ec2-1.compute-1.amazonaws.com:5432/d1?sslmode=verify-full', 'verify-full'],
  ['postgres://u:p@127.0.0.1.example.com/d1', 'require'],
  ['postgres://u:p@localhost/d1', 'prefer'],
  ['postgres://u:p@127.0.0.1:5432/d1', 'prefer'],
] as const) {
  test(`${url} is reached with sslmode=${sslMode}`, () => {
    assert.equal(connect(url).settings.sslMode, sslMode)
  })
}

test('the URL and the password are hidden, also of a URL that cannot be read', () => {
  const url = 'postgres://u:geheim%2Fnis@db.example.com/d1'
  const { secrets } = connect(url)
  assert.ok(secrets.includes(url))
  assert.ok(secrets.includes('geheim/nis'))
  const wrong = 'postgres://u:geheimnis@db.example.com:notaport/d1'
  const hidden: string[] = []
  assert.throws(
    () => herokuConnection(wrong, { addSecret: (value) => void hidden.push(value) }),
    (error: Error) => !error.message.includes('geheimnis'),
  )
  assert.deepEqual(hidden, [wrong])
})

test('the environment of the run takes no part in it', () => {
  process.env['PGPASSWORD'] = 'of-another-database'
  try {
    assert.equal(connect('postgres://u@db.example.com/d1').settings.password, undefined)
  } finally {
    delete process.env['PGPASSWORD']
  }
})
