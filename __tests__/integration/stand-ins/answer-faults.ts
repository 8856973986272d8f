import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './fault-proxy.ts'

export function pass(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
  answer.pipe(outgoing)
}

export function passSome(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  { kind, afterBytes }: { kind: 'cut-answer' | 'stall-answer'; afterBytes: number },
): void {
  outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
  let left = afterBytes
  answer.on('data', (chunk: Buffer) => {
    if (left <= 0) return
    const some = chunk.subarray(0, left)
    left -= some.length
    const isLast = left === 0 && kind === 'cut-answer'
    outgoing.write(some, () => isLast && outgoing.socket?.destroy())
  })
}

export function answerAfterBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: Answer,
) {
  incoming.resume().on('end', () => send(outgoing, answer))
}

function send(outgoing: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  outgoing.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body)
}

export async function alterAnswer(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  alter: (answer: Required<Answer>) => Answer,
): Promise<void> {
  const body = Buffer.concat(await answer.toArray()).toString()
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  )
  const altered = alter({ status: answer.statusCode ?? 502, headers, body })
  // The length of an answer to HEAD is that of the object, not of its body.
  if (outgoing.req.method === 'HEAD') outgoing.writeHead(altered.status, altered.headers).end()
  else send(outgoing, altered)
}
