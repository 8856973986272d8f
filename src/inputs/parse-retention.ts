import type { KeepRules } from '../plan/retention.ts'
import { didYouMean, InputProblem } from './parse.ts'

const RULES = ['last', 'daily', 'weekly', 'monthly', 'yearly'] as const
const EXAMPLE = 'last=3 daily=7 weekly=4 monthly=12 yearly=2'

/**
 * `last=3 daily=7` → how many each rule keeps; a rule that is not named keeps none.
 *
 * @throws InputProblem
 */
export function parseKeep(text: string): KeepRules {
  const rules = { last: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 }
  const named = new Set<string>()
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [word = '', count, ...more] = part.split('=')
    const rule = RULES.find((known) => known === word)
    if (rule === undefined) {
      const near = didYouMean(word, RULES)
      throw new InputProblem(`"${word}" is not one of ${RULES.join(', ')}.${near}`)
    }
    if (more.length > 0 || !/^\d{1,5}$/.test(count ?? '')) {
      throw new InputProblem(`"${part}" is not a rule with a number, as in ${EXAMPLE}.`)
    }
    if (named.has(rule)) throw new InputProblem(`${rule} is given twice.`)
    named.add(rule)
    rules[rule] = Number(count)
  }
  if (Object.values(rules).some((count) => count > 0)) return rules
  throw new InputProblem(`it keeps nothing. Write how many to keep, as in ${EXAMPLE}.`)
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * `26h` or `2d` → seconds. Unlike what a server waits for, ages are counted in days too.
 *
 * @param most in seconds
 * @throws InputProblem
 */
export function parseAge(text: string, most: number): number {
  const [, digits, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const seconds = Number(digits) * SECONDS[unit as keyof typeof SECONDS]
  if (seconds > 0 && seconds <= most) return seconds
  const days = Math.floor(most / SECONDS.d)
  throw new InputProblem(`"${text}" is not a time such as 90m, 26h or 2d (at most ${days}d).`)
}

/** `50%` → 0.5. */
export function parsePercent(text: string): number {
  const [, digits] = /^(\d{1,3}) ?%$/.exec(text) ?? []
  const percent = Number(digits)
  if (percent <= 100) return percent / 100
  throw new InputProblem(`"${text}" is not a share from 0% to 100%, such as 50%.`)
}
