/** Pure: what plans and regions of Heroku Postgres are, and what a fork may be made of and where. */

const SERVICE = 'heroku-postgresql'

/** Whether an add-on of this plan is a Heroku Postgres database. */
export function isPostgresPlan(plan: string): boolean {
  return plan.split(':')[0] === SERVICE
}

/** The full name of a plan that may have been given without the name of its service. */
export function fullPlan(plan: string): string {
  return plan.includes(':') ? plan : `${SERVICE}:${plan}`
}

/** `standard-0` of `heroku-postgresql:standard-0`. */
export function shortPlan(plan: string): string {
  return plan.slice(plan.indexOf(':') + 1)
}

/** Advanced databases have an API of their own (`data/pg/*` in the heroku command line). */
export function isAdvanced(plan: string): boolean {
  return /^(advanced|performance)/.test(shortPlan(plan))
}

/** Essential plans, and their forerunners, share a server: they can be neither forked nor a fork. */
export function isEssential(plan: string): boolean {
  return /^(essential|dev|basic|mini|hobby)/.test(shortPlan(plan))
}

/** Reached from within a private space only, unless it has an endpoint for mutual TLS. */
export function isPrivate(plan: string): boolean {
  return /^(private|shield)/.test(shortPlan(plan))
}

/** By what names a region goes, in `pg:info`, in an app's description and at AWS. */
const REGIONS: Readonly<Record<string, RegExp>> = {
  'us-east-1': /\b(us|united states|virginia|us-east-1)\b/,
  'us-west-2': /\b(oregon|us-west-2)\b/,
  'eu-west-1': /\b(eu|europe|dublin|ireland|eu-west-1)\b/,
  'eu-west-2': /\b(london|eu-west-2)\b/,
  'eu-central-1': /\b(frankfurt|eu-central-1)\b/,
  'ca-central-1': /\b(montreal|ca-central-1)\b/,
  'ap-south-1': /\b(mumbai|ap-south-1)\b/,
  'ap-southeast-1': /\b(singapore|ap-southeast-1)\b/,
  'ap-southeast-2': /\b(sydney|ap-southeast-2)\b/,
  'ap-northeast-1': /\b(tokyo|ap-northeast-1)\b/,
}

/** Whether two texts name different regions; a region that we do not know differs from none. */
export function regionsDiffer(one: string | undefined, other: string | undefined): boolean {
  const [first, second] = [regionOf(one), regionOf(other)]
  return first !== undefined && second !== undefined && first !== second
}

/** Whole words of AWS come first: `eu-central-1` holds `eu`. */
function regionOf(text: string | undefined): string | undefined {
  const words = text?.toLowerCase() ?? ''
  const exact = Object.keys(REGIONS).find((region) => words.includes(region))
  if (exact !== undefined) return exact
  const city = Object.entries(REGIONS).filter(([, pattern]) => pattern.test(words))
  // "Frankfurt, EU" names a city and a continent, and the city says more.
  return (city.find(([region]) => !/^(us-east-1|eu-west-1)$/.test(region)) ?? city[0])?.[0]
}

/** Add-ons are billed by the second; a month has 720 hours for that. */
export function pricePerHour(centsPerMonth: number): string {
  return `$${(centsPerMonth / 100 / 720).toFixed(2)}`
}
