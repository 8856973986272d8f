/** Sixteen at a time: a folder can hold thousands, and a cancelled run has seconds. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const lanes = Array.from({ length: 16 }, async () => {
    for (const item of queue) await work(item)
  })
  await Promise.all(lanes)
}
