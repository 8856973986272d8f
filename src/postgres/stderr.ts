import { errorMessage } from '../errors.ts'
import type { ProgramEnd } from './program.ts'

/**
 * The line of a program's standard error that says why it failed: its last `error:` or `FATAL:`,
 * else its last line, else how it ended.
 */
export function lastMessage({ failure, signal, status, stderr }: ProgramEnd): string {
  if (failure) return errorMessage(failure)
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.findLast((line) => /\b(error|fatal|ERROR|FATAL|PANIC):/.test(line))
  const line = telling ?? (signal === null ? lines.at(-1) : undefined)
  if (line !== undefined) return withoutProgram(line)
  return signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`
}

/** `pg_dump: error: query failed: ERROR:  canceling …` → `query failed: ERROR: canceling …` */
function withoutProgram(line: string): string {
  return line
    .replace(/^pg_\w+: (?:error|fatal): /, '')
    .replace(/:\s{2,}/g, ': ')
    .trim()
}
