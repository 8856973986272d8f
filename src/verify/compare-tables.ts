import type { TableRows } from '../manifest/manifest.ts'

/** What differs between the rows in an archive and those its manifest names, a sentence each. */
export function differingTables(
  found: readonly TableRows[],
  expected: readonly TableRows[],
): string[] {
  const rows = new Map(found.map((table) => [keyOf(table), table.rows]))
  const wrong = expected.flatMap((table) => {
    const there = rows.get(keyOf(table))
    rows.delete(keyOf(table))
    const { schema, name } = table
    if (there === undefined) return [`${schema}.${name} is missing`]
    return there === table.rows ? [] : [`${schema}.${name} has ${there} rows and not ${table.rows}`]
  })
  const unknown = found.filter((table) => rows.has(keyOf(table)))
  return [...wrong, ...unknown.map(({ schema, name }) => `${schema}.${name} is not named there`)]
}

function keyOf({ schema, name }: TableRows): string {
  return JSON.stringify([schema, name])
}
