/**
 * GitHub gives the outputs of a job 1 MB, of text as UTF-16 (GitHub Docs, "Workflow syntax",
 * `jobs.<job_id>.outputs`); 400,000 characters leave room for the others.
 */
const MOST_CHARACTERS = 400_000

export interface BoundedJson {
  readonly text: string
  /** How many items at the end are not in it. */
  readonly leftOut: number
}

/** A JSON list of as many items as an output can hold, from the first. */
export function boundedJson(items: readonly unknown[]): BoundedJson {
  const texts: string[] = []
  let characters = 2
  for (const item of items) {
    const text = JSON.stringify(item)
    characters += text.length + 1
    if (characters > MOST_CHARACTERS) break
    texts.push(text)
  }
  return { text: `[${texts.join(',')}]`, leftOut: items.length - texts.length }
}

/** What is said of an output that had to end early; empty where it is whole. */
export function leftOutLine(output: string, { leftOut }: BoundedJson): readonly string[] {
  if (leftOut === 0) return []
  return [`The output ${output} is as long as it may be: the last ${leftOut} are not in it.`]
}
