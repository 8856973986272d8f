import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** Passes bytes on and changes one of them. */
export function flipByte(at: number): Transform {
  let position = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const inChunk = at - position
      position += chunk.length
      if (inChunk >= 0 && inChunk < chunk.length)
        chunk.writeUInt8(chunk.readUInt8(inChunk) ^ 1, inChunk)
      done(null, chunk)
    },
  })
}

/** Passes bytes on no faster than so, and takes no more than it has passed on. */
export function throttle(bytesPerSecond: number): Transform {
  return new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      await sleep((chunk.length / bytesPerSecond) * 1000)
      done(null, chunk)
    },
  })
}
