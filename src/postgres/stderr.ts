import { errorMessage } from '../errors.ts'
import type { ProgramEnd } from './program.ts'

/**
 * Why a program failed, from its standard error: its first `error:` or `FATAL:`, since those after
 * it follow from it (`a worker process died unexpectedly`), with the server's own words where a
 * line of their own has them; else its last line but for hints, else how it ended.
 */
export function failureMessage({ failure, signal, status, stderr }: ProgramEnd): string {
  if (failure) return errorMessage(failure)
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.find((line) => /\b(error|fatal|ERROR|FATAL|PANIC):/.test(line))
  const line = telling ?? (signal === null ? lines.findLast(isNoHint) : undefined)
  if (line !== undefined) return withServerMessage(withoutProgram(line), stderr)
  return signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`
}

/** An option that getopt refuses is told without `error:`, and a hint follows. */
const isNoHint = (line: string) => !/: hint: /.test(line)

/** pg_dump names the function of libpq that failed, and in the next line what the server said. */
function withServerMessage(message: string, stderr: string): string {
  const server = /Error message from server: (.*)/.exec(stderr)?.[1]
  if (server === undefined) return message
  return message.replace(/PQget\w+\(\) failed\.?$/, () => server.replace(/:\s{2,}/g, ': '))
}

/** `pg_dump: error: query failed: ERROR:  canceling …` → `query failed: ERROR: canceling …` */
function withoutProgram(line: string): string {
  return line
    .replace(/^(?:\S*\/)?pg_\w+: (?:(?:error|fatal): )?/, '')
    .replace(/:\s{2,}/g, ': ')
    .trim()
}
