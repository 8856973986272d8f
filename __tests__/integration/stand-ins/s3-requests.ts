import type { Answer, SeenRequest } from './fault-proxy.ts'

export const part = (number: number) => (seen: SeenRequest) =>
  seen.method === 'PUT' && new URLSearchParams(seen.query).get('partNumber') === String(number)
export const completion = (seen: SeenRequest) =>
  seen.method === 'POST' && seen.query.includes('uploadId=')
export const creation = (seen: SeenRequest) =>
  seen.method === 'POST' && seen.query.startsWith('uploads')
export const manifestPut = (seen: SeenRequest) =>
  seen.method === 'PUT' && seen.path.endsWith('.manifest.json')
/** Of an archive in one request. */
export const archivePut = (seen: SeenRequest) =>
  seen.method === 'PUT' && seen.path.endsWith('.dump') && seen.query === 'x-id=PutObject'
export const headOf = (ext: string) => (seen: SeenRequest) =>
  seen.method === 'HEAD' && seen.path.endsWith(ext)

/** An error answer as S3 gives it. */
export function refusal(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} it is</Message><UploadId>id-in-error</UploadId></Error>`
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body }
}
