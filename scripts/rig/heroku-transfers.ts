import { randomUUID } from 'node:crypto'
import type { Call, Reply } from './scripted-http.ts'

/** A backup of PGBackups. */
export interface Transfer {
  readonly num: number
  readonly bytes: Buffer
  readonly fromName: string
  readonly isFinished: boolean
  readonly succeeded: boolean
  readonly isScheduled: boolean
  readonly createdAt: Date
}

/** PGBackups: the transfers of an app, and signed addresses of their files. */
export class HerokuTransfers {
  readonly stored: Transfer[] = []
  /** After how many bytes the next downloads are cut, one each. */
  readonly cuts: number[] = []
  /** What a signed address ends in. */
  readonly signature = randomUUID()

  add(bytes: Buffer, details: Partial<Omit<Transfer, 'bytes'>> = {}): Transfer {
    const transfer = {
      num: this.stored.length + 1,
      bytes,
      fromName: 'DATABASE',
      isFinished: true,
      succeeded: true,
      isScheduled: false,
      createdAt: new Date(),
      ...details,
    }
    this.stored.push(transfer)
    return transfer
  }

  answer({ method, path, query, headers }: Call, base: string): Reply {
    const [, num, action] = /\/transfers(?:\/(\d+))?(\/.*)?$/.exec(path) ?? []
    const file = /^\/public\/(\d+)$/.exec(path)?.[1]
    if (file !== undefined) return this.#file(file, query, headers.range)
    if (num === undefined) return { status: 200, body: this.stored.map(describe) }
    const transfer = this.stored.find((one) => one.num === Number(num))
    if (transfer === undefined) {
      return { status: 404, body: { id: 'not_found', message: 'Transfer not found.' } }
    }
    if (action === '/actions/public-url' && method === 'POST') {
      return { status: 200, body: { url: `${base}/public/${num}?signature=${this.signature}` } }
    }
    return { status: 200, body: describe(transfer) }
  }

  #file(num: string, query: URLSearchParams, range: string | undefined): Reply {
    const bytes = this.stored.find((one) => one.num === Number(num))?.bytes
    if (bytes === undefined || query.get('signature') !== this.signature) {
      return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }
    }
    const [, from = '0', to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
    const start = Number(from)
    const body = bytes.subarray(start, to ? Number(to) + 1 : undefined)
    const etag = `"${num}-etag"`
    if (range === undefined) return { status: 200, headers: { etag }, body }
    const of = `bytes ${start}-${start + body.length - 1}/${bytes.length}`
    // The head is read first, and is never cut.
    const cutAfter = to ? undefined : this.cuts.shift()
    const headers = { etag, 'content-range': of }
    return { status: 206, headers, body, ...(cutAfter === undefined ? {} : { cutAfter }) }
  }
}

function describe(transfer: Transfer): object {
  const { num, bytes, fromName, isFinished, succeeded, isScheduled, createdAt } = transfer
  return {
    uuid: randomUUID(),
    num,
    from_name: fromName,
    from_type: 'pg_dump',
    to_type: 'gof3r',
    source_bytes: 4_000_000,
    processed_bytes: bytes.length,
    created_at: createdAt.toISOString(),
    started_at: createdAt.toISOString(),
    finished_at: isFinished ? createdAt.toISOString() : null,
    succeeded,
    warnings: 0,
    schedule: isScheduled ? { uuid: randomUUID() } : null,
  }
}
