import { bufferBytesFor } from './part-buffers.ts'

/** What tests set otherwise, to have in milliseconds what takes minutes. */
export interface ObjectTuning {
  /** Undefined: the schedule that fits the store. */
  readonly partSize?: (partNumber: number) => number
  /** What all part buffers of one backup may hold together at this store. */
  readonly bufferBytes: number
  /** A request on which no byte moves for so long is given up and sent again. */
  readonly idleTimeoutMs: number
  /** How often a request is sent before its failure is final. */
  readonly attempts: number
  /** The first pause is at most this, the next ones at most twice the one before, up to 20 s. */
  readonly firstPauseMs: number
  /** What an abort may take: a cancelled process has ten seconds in all. */
  readonly abortMs: number
  now(): Date
}

export const defaultTuning: ObjectTuning = {
  bufferBytes: bufferBytesFor(1),
  idleTimeoutMs: 30_000,
  attempts: 10,
  firstPauseMs: 200,
  abortMs: 5000,
  now: () => new Date(),
}
