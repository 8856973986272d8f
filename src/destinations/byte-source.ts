import { type FileHandle, open } from 'node:fs/promises'

/** Something whose bytes can be read from anywhere in it. */
export interface ByteSource {
  open(signal: AbortSignal): Promise<OpenBytes>
}

export interface OpenBytes {
  readonly sizeBytes: number
  /** Exactly so many bytes, or it throws. */
  read(position: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

/** A file of this machine. */
export class LocalBytes implements ByteSource {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  async open(): Promise<OpenBytes> {
    const file = await open(this.#path, 'r')
    try {
      const { size } = await file.stat()
      return {
        sizeBytes: size,
        read: (position, length) => readExactly(file, position, length),
        close: () => file.close(),
      }
    } catch (error) {
      await file.close()
      throw error
    }
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length)
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) throw new Error('it is cut off')
    filled += bytesRead
  }
  return buffer
}
