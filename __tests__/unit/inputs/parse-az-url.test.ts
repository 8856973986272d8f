import assert from 'node:assert/strict'
import test from 'node:test'
import { InputProblem } from '../../../src/inputs/parse.ts'
import { parseDestination } from '../../../src/inputs/parse-destination.ts'

const parse = (text: string) => parseDestination(text, '/work')

test('an account, a container and a prefix', () => {
  const common = { kind: 'az', account: 'acme', container: 'db-backups', create: false }
  for (const [text, prefix] of [
    ['az://acme/db-backups', ''],
    ['az://acme/db-backups/', ''],
    ['AZ://acme/db-backups/a/ü b/', 'a/ü b'],
  ] as const) {
    assert.deepEqual(parse(text), { ...common, text, prefix })
  }
})

test('every parameter', () => {
  const text =
    'az://acme/backups?endpoint=https://acme.blob.core.usgovcloudapi.net/&create=true&tier=Cool&encryptionScope=team-a&tags=team=db,keep=year'
  assert.deepEqual(parse(text), {
    kind: 'az',
    text,
    account: 'acme',
    container: 'backups',
    prefix: '',
    endpoint: 'https://acme.blob.core.usgovcloudapi.net',
    create: true,
    tier: 'Cool',
    encryptionScope: 'team-a',
    tags: { team: 'db', keep: 'year' },
  })
})

const refused: readonly (readonly [text: string, message: RegExp])[] = [
  ['az://', /has no account name/],
  ['az://Acme/backups', /3 to 24 lower-case letters and digits/],
  ['az://acme', /has no container name/],
  ['az://acme/ab', /has no container name/],
  ['az://acme/double--hyphen', /single hyphens/],
  ['az://acme/backups//x', /empty part/],
  ['az://acme/backups/../x', /only dots/],
  ['az://acme/backups?Tier=Hot', /parameter Tier is unknown .* Did you mean tier\?$/],
  ['az://acme/backups?storageClass=Hot', /Valid are endpoint, create, tier, encryptionScope, tags/],
  ['az://acme/backups?tier=Hot&tier=Cool', /given twice/],
  ['az://acme/backups?tier=Frozen', /not one of Hot, Cool, Cold/],
  ['az://acme/backups?tier=archive', /cannot be read.*Use Cold, or have a lifecycle rule/],
  ['az://acme/backups?create=yes', /neither true nor false/],
  ['az://acme/backups?endpoint=ftp://h', /endpoint/],
  ['az://acme/backups?encryptionScope=a b', /not the name of an encryption scope/],
  ['az://acme/backups?tags=team', /is no tag/],
  ['az://acme/backups?tags=a=1,a=2', /one name twice/],
  ['az://acme/backups?tags=a=ü', /is no tag/],
]
for (const [text, message] of refused) {
  test(`${text} is refused`, () => {
    assert.throws(
      () => parse(text),
      (error: Error) => {
        assert.ok(error instanceof InputProblem)
        assert.match(error.message, message)
        return true
      },
    )
  })
}

test('a key or a signature in the destination is refused, and not shown', () => {
  for (const text of [
    'az://acme:geheim@host/backups',
    'az://acme/backups?sv=2024-11-04&sp=racwdl&sig=geheim',
    'az://acme/backups//x?sv=2024-11-04&sig=geheim',
    'az://acme/backups?sv=2024-11-04&SIG=geheim',
    'az://acme/backups?endpoint=https://acme.blob.core.windows.net?sv=1&sig=geheim',
    'az://acme/backups?endpoint=https://acme.blob.core.windows.net%3Fsig=geheim',
    'az://acme/backups?endpoint=https://u:geheim@h',
  ]) {
    assert.throws(
      () => parse(text),
      (error: Error) => error instanceof InputProblem && !error.message.includes('geheim'),
      text,
    )
  }
})
