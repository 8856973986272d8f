import assert from 'node:assert/strict'
import test from 'node:test'
import { replacedExtensions } from '../../../src/target/extensions.ts'
import {
  obstacleError,
  type RestoredDatabase,
  type RestoreWish,
} from '../../../src/target/obstacle.ts'
import { notesOn, obstaclesTo } from '../../../src/target/obstacles.ts'
import { compareIdentities, shareHistory } from '../../../src/target/same-database.ts'
import type { TargetExtension, TargetFacts } from '../../../src/target/target-facts.ts'
import { makeArchive, makeExtension, makeTarget, makeWish } from './target.ts'

interface Case {
  readonly name: string
  readonly target?: Partial<TargetFacts>
  readonly archive?: Partial<RestoredDatabase>
  readonly wish?: Partial<RestoreWish>
  readonly code: string
  readonly message: RegExp
  readonly remedy: RegExp
}

const swap = { mode: 'swap', confirm: 'app' } as const
const clean = { mode: 'clean', confirm: 'app' } as const
const citext = { name: 'citext', version: '1.6', schema: 'public' }
const latin1 = { ...makeTarget().locale, encoding: 'LATIN1' }

const CASES: readonly Case[] = [
  {
    name: 'an older server',
    archive: { serverVersion: '18.1' },
    code: 'E_VERSION',
    message: /^The backup is of PostgreSQL 18\.1 and the target runs 17\.11, which is older\.$/,
    remedy: /^Restore into PostgreSQL 18 or newer\.$/,
  },
  {
    name: 'a replica',
    target: { isReplica: true, isReadOnly: true },
    code: 'E_RESTORE',
    message: /is a replica/,
    remedy: /primary/,
  },
  {
    name: 'a read-only role',
    target: { isReadOnly: true },
    code: 'E_RESTORE',
    message: /read only for "owner"/,
    remedy: /default_transaction_read_only/,
  },
  {
    name: 'no right to create',
    target: { mayCreate: false, database: 'a "b"' },
    code: 'E_PERMISSION',
    message: /may not create anything/,
    remedy: /GRANT CREATE ON DATABASE "a ""b""" TO "owner";/,
  },
  {
    name: 'no right of the user itself to make the mark',
    target: { mayMark: false, user: 'member' },
    wish: { role: 'app' },
    code: 'E_PERMISSION',
    message: /"member" may not create anything/,
    remedy: /GRANT CREATE ON DATABASE "app" TO "member";/,
  },
  {
    name: 'no right to create in schema public, where the backup has tables',
    target: { mayCreateInPublic: false, maker: 'app' },
    archive: { tables: [{ schema: 'public', name: 't' }] },
    code: 'E_PERMISSION',
    message: /^"app" may not create tables in schema public of the target database "app"/,
    remedy: /GRANT CREATE ON SCHEMA public TO "app";/,
  },
  {
    name: 'a role that may not create in the database that a swap makes',
    target: { makerOwnsDatabase: false, maker: 'app' },
    wish: { ...swap, role: 'app' },
    code: 'E_PERMISSION',
    message: /belongs to "owner", and "app" may not create anything in it/,
    remedy: /GRANT "owner" TO "app";/,
  },
  {
    name: 'a target that has no connection left',
    target: { capacity: { ...makeTarget().capacity, freeConnections: 0 } },
    code: 'E_RESTORE',
    message: /has the last connection that it may have to "app"/,
    remedy: /CONNECTION LIMIT/,
  },
  {
    name: 'an encoding that cannot hold the text',
    target: { locale: latin1 },
    code: 'E_RESTORE',
    message: /LATIN1 cannot hold all text of a UTF8/,
    remedy: /ENCODING 'UTF8'/,
  },
  {
    name: 'a target with objects',
    target: { objects: { count: 12, names: ['table a.b', 'table a."x\ny"'] } },
    code: 'E_TARGET_NOT_EMPTY',
    message: /not empty: it has table a\.b, table a\."x\\ny" and 10 more\./,
    remedy: /`mode: clean`.*`mode: swap`.*`confirm: app`/,
  },
  {
    name: 'no confirm',
    wish: { mode: 'clean' },
    code: 'E_CONFIRM',
    message: /`mode: clean` replaces the database "app", and `confirm` is missing\./,
    remedy: /set `confirm: app`/,
  },
  {
    name: 'the confirm of another database',
    wish: { mode: 'swap', confirm: 'App' },
    code: 'E_CONFIRM',
    message: /`confirm` says "App"/,
    remedy: /set `confirm: app`/,
  },
  {
    name: 'a subscription',
    target: { subscriptions: ['s1', 's2'] },
    wish: clean,
    code: 'E_RESTORE',
    message: /subscriptions "s1", "s2"/,
    remedy: /Drop/,
  },
  {
    name: 'a swap without CREATEDB',
    target: { mayCreateDatabases: false },
    wish: swap,
    code: 'E_PERMISSION',
    message: /creates a database, which "owner" may not/,
    remedy: /ALTER ROLE "owner" CREATEDB;/,
  },
  {
    name: "a swap of someone else's database",
    target: { ownsDatabase: false, owner: 'admin' },
    wish: swap,
    code: 'E_PERMISSION',
    message: /belongs to "admin"/,
    remedy: /connect as its owner/,
  },
  {
    name: 'a swap with sessions that cannot be ended',
    target: { protectedSessions: ['root'] },
    wish: swap,
    code: 'E_PERMISSION',
    message: /sessions of role "root"/,
    remedy: /GRANT pg_signal_backend TO "owner";/,
  },
  {
    name: 'a swap with prepared transactions',
    target: { preparedTransactions: 2 },
    wish: swap,
    code: 'E_RESTORE',
    message: /prepared transactions \(2\)/,
    remedy: /pg_prepared_xacts/,
  },
  {
    name: 'a role that is not there',
    wish: { role: 'gone' },
    code: 'E_RESTORE',
    message: /no role "gone"/,
    remedy: /CREATE ROLE "gone";/,
  },
  {
    name: 'a role that this one may not become',
    wish: { role: 'other' },
    code: 'E_PERMISSION',
    message: /may not act as role "other"/,
    remedy: /GRANT "other" TO "owner";/,
  },
  {
    name: 'owners that are not there',
    archive: { owners: ['owner', 'x', 'y'] },
    wish: { noOwner: false },
    code: 'E_RESTORE',
    message: /no roles "x", "y"/,
    remedy: /Set `no-owner: true`, or run there: CREATE ROLE "x"; CREATE ROLE "y";/,
  },
  {
    name: 'grantees that are not there',
    archive: { grantees: ['owner', 'x'] },
    wish: {},
    code: 'E_RESTORE',
    message: /^The target's server has no role "x"\.$/,
    remedy: /^Set `no-acl: true`, or run there: CREATE ROLE "x";/,
  },
  {
    name: 'an extension that the server lacks',
    archive: { extensions: [citext] },
    code: 'E_RESTORE',
    message: /extension "citext", which the target's server does not have/,
    remedy: /Install/,
  },
  {
    name: 'an extension that only a superuser may create',
    target: { extensions: [makeExtension('citext', { creatable: false })] },
    archive: { extensions: [citext] },
    code: 'E_PERMISSION',
    message: /"owner" may not create extension "citext"/,
    remedy: /CREATE EXTENSION "citext";/,
  },
  {
    name: 'such an extension in a swap, though the old database has it',
    target: {
      extensions: [
        makeExtension('citext', {
          creatable: false,
          installedVersion: '1.6',
          installedSchema: 'public',
        }),
      ],
    },
    archive: { extensions: [citext] },
    wish: swap,
    code: 'E_PERMISSION',
    message: /may not create extension "citext"/,
    remedy: /mode: clean/,
  },
]

for (const { name, target, archive, wish, code, message, remedy } of CASES) {
  test(`${name} is in the way`, () => {
    const found = obstaclesTo(makeTarget(target), makeArchive(archive), makeWish(wish))
    assert.equal(found.length, 1, JSON.stringify(found))
    assert.equal(found[0]?.code, code)
    assert.match(found[0]?.message ?? '', message)
    assert.match(found[0]?.remedy ?? '', remedy)
  })
}

test('a clean makes an extension anew that the backup has in another schema, where it may', () => {
  const elsewhere = { installedVersion: '1.6', installedSchema: 'ext' }
  const replaced = (changes: Partial<TargetExtension>, wish: Partial<RestoreWish> = clean) =>
    replacedExtensions(
      { extensions: [makeExtension('citext', { ...elsewhere, droppable: true, ...changes })] },
      makeArchive({ extensions: [citext] }),
      makeWish(wish),
    )
  assert.deepEqual(replaced({}), ['citext'])
  assert.deepEqual(replaced({ installedSchema: citext.schema }), [])
  assert.deepEqual(replaced({ droppable: false }), [])
  assert.deepEqual(replaced({ creatable: false }), [])
  assert.deepEqual(replaced({}, {}), [])
})

test('nothing is in the way of an owner', () => {
  const installed = makeExtension('citext', {
    creatable: false,
    installedVersion: '1.4',
    installedSchema: 'public',
  })
  const full = { objects: { count: 3, names: ['table a.b'] }, extensions: [installed] }
  const archive = makeArchive({
    serverVersion: '14.1',
    extensions: [citext],
    encoding: 'LATIN1',
    owners: ['nobody'],
  })
  assert.deepEqual(obstaclesTo(makeTarget(), makeArchive(), makeWish()), [])
  assert.deepEqual(obstaclesTo(makeTarget(full), archive, makeWish(clean)), [])
  assert.deepEqual(obstaclesTo(makeTarget(), makeArchive(), makeWish(swap)), [])
  const owners = makeWish({ noOwner: false, role: 'app' })
  assert.deepEqual(obstaclesTo(makeTarget(), makeArchive({ owners: ['app', 'owner'] }), owners), [])
})

test('all obstacles make one error, with the code of the weightiest', () => {
  const target = makeTarget({ ownsDatabase: false, mayCreateDatabases: false, isReadOnly: true })
  const found = obstaclesTo(
    target,
    makeArchive({ serverVersion: '18.0' }),
    makeWish({ mode: 'swap' }),
  )
  const error = obstacleError(found)
  assert.equal(error.code, 'E_CONFIRM')
  assert.match(
    error.message,
    /^5 things stand in the way of the restore\. \(1\) `mode: swap` replaces/,
  )
  assert.match(
    error.message,
    /\(2\) The backup is of PostgreSQL 18\.0.*\(3\).*\(4\).*\(5\) .*read only/,
  )
  assert.doesNotMatch(error.message, /\n/)
  const [first] = obstaclesTo(makeTarget({ mayCreate: false }), makeArchive(), makeWish())
  assert.ok(first)
  const single = obstacleError([first])
  assert.deepEqual(
    [single.code, single.message, single.next],
    [first.code, first.message, first.remedy],
  )
})

test('what changes and nobody may notice is noted', () => {
  const target = makeTarget({
    locale: { ...makeTarget().locale, provider: 'icu', locale: 'de-DE' },
    slots: ['stream'],
    extensions: [
      makeExtension('citext', { installedVersion: '1.6', installedSchema: 'heroku_ext' }),
    ],
  })
  const archive = makeArchive({ encoding: 'SQL_ASCII', extensions: [citext] })
  assert.deepEqual(notesOn(makeTarget(), makeArchive(), makeWish()), [])
  const notes = notesOn(target, archive, makeWish(clean)).join('\n')
  assert.match(notes, /"citext" is in schema "heroku_ext" of the target and was in "public"/)
  assert.match(notes, /sorts text by icu:de-DE, the source by en_US\.UTF-8/)
  assert.match(notes, /SQL_ASCII\): text that is not UTF8/)
  assert.match(notesOn(target, archive, makeWish(swap)).join('\n'), /Replication slot "stream"/)
})

test('facts alone tell databases apart, but cannot tell a fork from its source', () => {
  const one = makeTarget()
  assert.equal(compareIdentities(one, one), 'ask')
  assert.equal(compareIdentities(one, makeTarget({ databaseOid: 5 })), 'different')
  assert.equal(compareIdentities(one, makeTarget({ systemIdentifier: '1' })), 'different')
  assert.equal(compareIdentities(one, makeTarget({ systemIdentifier: null })), 'ask')
  assert.equal(compareIdentities(makeTarget({ isReplica: true }), one), 'same')
  assert.equal(shareHistory(one, makeTarget({ database: 'other', databaseOid: 5 })), true)
  assert.equal(shareHistory(one, makeTarget({ systemIdentifier: null })), true)
  assert.equal(shareHistory(one, makeTarget({ systemIdentifier: '1' })), false)
  const replicaElsewhere = makeTarget({ isReplica: true, systemIdentifier: '1' })
  assert.equal(compareIdentities(replicaElsewhere, one), 'different')
})
