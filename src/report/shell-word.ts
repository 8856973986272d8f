import { printable } from '../errors.ts'

/** One word of a POSIX shell command, quoted only where it has to be. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  if (printable(text) === text) return `'${text.replaceAll("'", "'\\''")}'`
  return `$'${printable(text.replace(/['\\]/g, '\\$&'))}'`
}
