import type { AzureConnection } from './connection.ts'

/** The names that lie directly in a folder, and its folders with a slash at their ends. */
export async function* listFolder(
  connection: AzureConnection,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let token: string | undefined, more = true; more; more = Boolean(token)) {
    const page = await listPage(connection, folder, token, signal)
    yield* page.names
    token = page.next
  }
}

interface Page {
  readonly names: readonly string[]
  /** Where the next page begins; undefined or empty: this is the last. */
  readonly next: string | undefined
}

function listPage(
  connection: AzureConnection,
  folder: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Page> {
  const from = token === undefined ? {} : { continuationToken: token }
  return connection.call(signal, async (container, options) => {
    const found = container.listBlobsByHierarchy('/', { prefix: folder, ...options })
    for await (const { segment, continuationToken: next } of found.byPage(from)) {
      const items = [...segment.blobItems, ...(segment.blobPrefixes ?? [])]
      return { names: items.map(({ name }) => name), next }
    }
    return { names: [], next: undefined }
  })
}
