/**
 * The body of an answer, as text. What a proxy on the way sends may be of any size, and compressed:
 * it is the bytes that come out that are counted, and reading ends as soon as there are too many.
 *
 * @returns undefined: there was more
 */
export async function boundedText(
  { body }: Response,
  mostBytes: number,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop closes the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
