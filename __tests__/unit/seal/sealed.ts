import type { Seal } from '../../../src/seal/seal.ts'

/** A whole file, sealed in parts of the given sizes, which are used again and again. */
export async function sealBytes(
  seal: Seal,
  plain: Uint8Array,
  parts: readonly number[] = [],
  path = 'shop.dump.age',
): Promise<Uint8Array> {
  const file = await seal.begin(path)
  const sealed = [file.start]
  for await (const part of inParts(plain, parts)) sealed.push(...file.write(part))
  return Buffer.concat([...sealed, ...file.end()])
}

export async function* inParts(
  bytes: Uint8Array,
  sizes: readonly number[],
): AsyncGenerator<Uint8Array> {
  let position = 0
  for (let n = 0; position < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? bytes.length
    yield bytes.subarray(position, position + size)
    position += size
  }
}

export async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
