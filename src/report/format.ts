const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** A size in SI units with three digits: `12 B`, `1.55 GB`, `437 MB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (Number(value.toPrecision(3)) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? Math.round(value) : threeDigits(value)} ${UNITS[unit]}`
}

/** A time in the two units that matter: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(seconds: number): string {
  const known = Math.max(0, seconds)
  if (known < 9.95) return `${known.toFixed(1)} s`
  const whole = Math.round(known)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return twoUnits(whole, 60, 'min', 's')
  return twoUnits(Math.round(known / 60), 60, 'h', 'min')
}

/** An age as people say it: `3 min 5 s`, `7 h 40 min`, from two days on `12 d`. */
export function formatAge(seconds: number): string {
  const days = Math.floor(seconds / 86_400)
  return days < 2 ? formatDuration(seconds) : `${formatCount(days)} d`
}

/** A whole number with its thousands set apart: `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1 table`, `2 tables`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A share of 1 as whole percent. 100 % is said of nothing that is not complete. */
export function formatPercent(fraction: number): string {
  const percent = Math.round(fraction * 100)
  return `${fraction < 1 ? Math.min(99, percent) : percent} %`
}

/** A bar of `width` cells, for a log and a summary alike. */
export function bar(fraction: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}

function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}

function twoUnits(total: number, base: number, large: string, small: string): string {
  const rest = total % base
  const head = `${Math.floor(total / base)} ${large}`
  return rest === 0 ? head : `${head} ${rest} ${small}`
}
