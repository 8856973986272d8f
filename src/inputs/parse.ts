import type { Compression } from './backup.ts'
import { nearest } from './nearest.ts'

/**
 * What is wrong with one input: a sentence without its name, which the reader puts before it.
 * `"fast" is not a whole number. Write auto, or 1 to 64.`
 */
export class InputProblem extends Error {}

/** The words of YAML 1.2's core schema, as GitHub's own toolkit reads them. */
export function parseBoolean(text: string): boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true
  if (/^(false|False|FALSE)$/.test(text)) return false
  throw new InputProblem(`"${text}" is neither true nor false.`)
}

/** Digits only: no sign, no unit, no fraction. */
export function parseWhole(text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new InputProblem(`"${text}" is not a whole number from ${least} to ${most}.`)
}

export function parseWholeOrAuto(text: string, least: number, most: number): number | 'auto' {
  if (text === 'auto') return text
  try {
    return parseWhole(text, least, most)
  } catch {
    throw new InputProblem(`"${text}" is neither auto nor a whole number from ${least} to ${most}.`)
  }
}

export function parseChoice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new InputProblem(
    `"${text}" is not one of ${choices.join(', ')}.${didYouMean(text, choices)}`,
  )
}

/** A sentence to append, with a space before it; empty if nothing is near. */
export function didYouMean(text: string, names: readonly string[]): string {
  const near = nearest(text, names)
  return near === undefined ? '' : ` Did you mean ${near}?`
}

const DURATION_UNITS = { s: 1000, m: 60_000, h: 3_600_000 }

/** `60s`, `5m`, `4h` → milliseconds. Up to what a PostgreSQL timeout holds (2^31 ms, 24 days). */
export function parseDuration(text: string): number {
  const [, digits, unit] = /^(\d{1,7})([smh])$/.exec(text) ?? []
  const milliseconds = Number(digits) * DURATION_UNITS[unit as keyof typeof DURATION_UNITS]
  if (milliseconds < 2 ** 31) return milliseconds
  throw new InputProblem(`"${text}" is not a duration such as 60s, 5m or 4h (at most 24 days).`)
}

const SIZE_UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
}

/** `20GB` → bytes. As on a disk's label kB, MB, GB are powers of 1000; KiB, MiB, GiB of 1024. */
export function parseSize(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?) ?([A-Za-z]{1,3})$/.exec(text) ?? []
  const bytes = Math.round(Number(digits) * (SIZE_UNITS[unit === 'KB' ? 'kB' : unit] ?? Number.NaN))
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes
  throw new InputProblem(
    `"${text}" is not a size such as 500MB or 20GB (powers of 1000) or 20GiB (powers of 1024).`,
  )
}

/** `20MB/s` → bytes per second. */
export function parseRate(text: string): number {
  const [, size] = /^(.*)\/s$/.exec(text) ?? []
  try {
    return parseSize(size ?? '')
  } catch {
    throw new InputProblem(`"${text}" is not a rate such as 20MB/s or 500kB/s.`)
  }
}

/** One entry a line. Blank lines, and lines that begin with `#`, are for the reader's eye only. */
export function parseLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return lines.filter((line) => line !== '' && !line.startsWith('#'))
}

const HIGHEST_LEVEL = { none: 0, gzip: 9, lz4: 12, zstd: 22 } as const

/** `zstd:3` or `auto`. The levels are those of pg_dump's manual page, `--compress`. */
export function parseCompression(text: string): Compression | 'auto' {
  if (text === 'auto') return text
  const [name = '', level, ...rest] = text.split(':')
  const methods = ['none', 'gzip', 'lz4', 'zstd'] as const
  const method = parseChoice(name, [...methods, 'auto'])
  if (method === 'auto' || rest.length > 0 || (method === 'none' && level !== undefined)) {
    throw new InputProblem(`"${text}" is not a compression such as auto, none, gzip:6 or zstd:3.`)
  }
  if (level === undefined) return { method }
  const most = HIGHEST_LEVEL[method]
  if (/^\d{1,2}$/.test(level) && Number(level) >= 1 && Number(level) <= most) {
    return { method, level: Number(level) }
  }
  throw new InputProblem(`"${text}": the level of ${method} is a whole number from 1 to ${most}.`)
}

/** A series' name becomes part of file, object and artifact names, which all know these letters. */
export function parseName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text)) return text
  throw new InputProblem(
    `"${text}" has other characters than A-Z a-z 0-9 . _ -, does not begin with a letter or digit, or is longer than 100.`,
  )
}
