import assert from 'node:assert/strict'
import test, { describe } from 'node:test'
import { Workplace } from './command-line.ts'
import { startBackup } from './watched-run.ts'

const PASSWORD = 'p@ß:w\'ö"r\\d/%?&='
const URL = `postgresql://backup:${encodeURIComponent(PASSWORD)}@127.0.0.1:1/shop`

/** Inputs are looked at before anything else: none of these runs gets as far as a server. */
describe('inputs that cannot be right', { concurrency: 2 }, () => {
  const cases: [string, string[], RegExp[]][] = [
    [
      'an unknown value is answered with the valid ones',
      ['--format', 'custm'],
      [/format: "custm"/, /custom, directory, tar, plain/, /Did you mean custom/],
    ],
    [
      'a number with letters after it',
      ['--jobs', '4x', '--format', 'directory'],
      [/jobs: "4x" is neither auto nor a whole number/],
    ],
    ['a duration without a unit', ['--lock-timeout', '60'], [/lock-timeout: "60"/, /60s/]],
    [
      'several mistakes are told in one line',
      ['--format', 'tgz', '--jobs', '2.5', '--summary=yes', '--rate-limit', 'fast'],
      [/format: /, /jobs: /, /summary: "yes" is neither true nor false/, /rate-limit: /],
    ],
    [
      'contradictions are told in one line, all of them',
      ['--jobs', '2', '--format', 'tar', '--compression', 'zstd', '--region', 'eu-central-1'],
      [/jobs: 2 needs format: directory/, /cannot compress tar/, /region is about buckets/],
    ],
    [
      'a rate limit that would hold nothing back',
      ['--rate-limit', '1MB/s', '--verify', 'none'],
      [/rate-limit/, /verify/],
    ],
    [
      'a rate limit on files that pg_dump writes by itself',
      ['--rate-limit', '1MB/s', '--format', 'directory'],
      [/rate-limit/, /directory/],
    ],
    ['an input that does not exist', ['--fromat', 'tar'], [/no flag --fromat/, /--format/]],
    [
      'an argument that would move the output',
      ['--pg-dump-args=--file=elsewhere'],
      [/pg-dump-args/, /--file/],
    ],
    ['a destination of an unknown kind', ['--destination', 'ftp://x/y'], [/ftp:/, /s3:/]],
  ]
  for (const [what, flags, words] of cases) {
    test(what, async () => {
      await using place = await Workplace.make()
      const run = startBackup(place, URL, flags, { secrets: [PASSWORD] })
      const { outputs } = await run.fails('E_INPUT', ...words)
      assert.deepEqual(outputs, {})
    })
  }

  test('a URL that cannot be parsed is not shown', async () => {
    await using place = await Workplace.make()
    const url = `${URL.replace('127.0.0.1:1', '127.0.0.1:port')}?sslpassword=s3cr3t-too`
    const run = startBackup(place, url, [], { secrets: [PASSWORD, 's3cr3t-too'] })
    await run.fails('E_INPUT', /database-url/)
  })
})
