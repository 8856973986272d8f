import assert from 'node:assert/strict'
import test from 'node:test'
import {
  compareVersions,
  isBelowFloor,
  minorFloorWarning,
  parseVersion,
} from '../../../src/client/version.ts'

test('the version is read from what the programs of every packager print', () => {
  const cases: [string, string | undefined, number | undefined][] = [
    ['pg_dump (PostgreSQL) 17.11\n', '17.11', 17],
    ['pg_dump (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n', '15.20', 15],
    ['pg_restore (PostgreSQL) 16.4 (Homebrew)\n', '16.4', 16],
    ['pg_dump (PostgreSQL) 19beta1\n', '19beta1', 19],
    ['pg_dump (PostgreSQL) 18rc1 (Ubuntu 18~rc1-1.pgdg24.04+1)\n', '18rc1', 18],
    ['pg_dump (PostgreSQL) 20devel\n', '20devel', 20],
    ['pg_dump (EnterpriseDB) 17.1\n', undefined, undefined],
    ['17.11\n', undefined, undefined],
    ['', undefined, undefined],
  ]
  for (const [text, version, major] of cases) {
    assert.equal(parseVersion(text)?.version, version, text)
    assert.equal(parseVersion(text)?.major, major, text)
  }
})

test('versions of a major are ordered by number, and what came before .0 is before it', () => {
  const sorted = ['18.10', '18rc1', '18.0', '18.9'].sort(compareVersions)
  assert.deepEqual(sorted, ['18rc1', '18.0', '18.9', '18.10'])
})

test('the floor of each major is the first minor version that is not warned of', () => {
  const floors: [string, string][] = [
    ['14.24', '14.25'],
    ['15.19', '15.20'],
    ['16.15', '16.16'],
    ['17.11', '17.12'],
    ['18.6', '18.7'],
  ]
  for (const [below, floor] of floors) {
    assert.match(minorFloorWarning(below) ?? '', new RegExp(`is ${below}, and ${floor} closes`))
    assert.equal(minorFloorWarning(floor), undefined)
    assert.equal(isBelowFloor(below), true)
  }
})

test('a beta is below the floor, and a major without a floor is not judged', () => {
  assert.equal(isBelowFloor('18beta1'), true)
  assert.equal(isBelowFloor('18.100'), false)
  assert.equal(minorFloorWarning('13.1'), undefined)
  assert.equal(minorFloorWarning('19.0'), undefined)
})

test('the warning is one line', () => {
  assert.doesNotMatch(minorFloorWarning('17.1') ?? '\n', /\n/)
})
