import { errorMessage } from '../errors.ts'
import type { ProgramEnd } from './program.ts'

/**
 * Why a program failed, from its standard error: its first `error:` or `FATAL:`, since those after
 * it follow from it (`a worker process died unexpectedly`), with the server's own words where a
 * line of their own has them; else its last line, else how it ended.
 */
export function failureMessage({ failure, signal, status, stderr }: ProgramEnd): string {
  if (failure) return errorMessage(failure)
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.find((line) => /\b(error|fatal|ERROR|FATAL|PANIC):/.test(line))
  const line = telling ?? (signal === null ? lines.at(-1) : undefined)
  if (line !== undefined) return withServerMessage(withoutProgram(line), stderr)
  return signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`
}

/** pg_dump names the function of libpq that failed, and in the next line what the server said. */
function withServerMessage(message: string, stderr: string): string {
  const server = /Error message from server: (.*)/.exec(stderr)?.[1]
  if (server === undefined) return message
  return message.replace(/PQget\w+\(\) failed\.?$/, () => server.replace(/:\s{2,}/g, ': '))
}

/** `pg_dump: error: query failed: ERROR:  canceling …` → `query failed: ERROR: canceling …` */
function withoutProgram(line: string): string {
  return line
    .replace(/^pg_\w+: (?:error|fatal): /, '')
    .replace(/:\s{2,}/g, ': ')
    .trim()
}
