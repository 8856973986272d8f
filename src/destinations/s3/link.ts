import { GetObjectCommand } from '@aws-sdk/client-s3'
import type { S3Connection } from './connection.ts'

/** Made here, without a request; it ends before its time where the credentials do. */
export async function makeLink(
  connection: S3Connection,
  key: string,
  lifetimeSeconds: number,
  signal: AbortSignal,
): Promise<string> {
  const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner')
  const command = new GetObjectCommand({ Bucket: connection.bucket, Key: key })
  return await connection.call(signal, (client) =>
    getSignedUrl(client, command, { expiresIn: lifetimeSeconds }),
  )
}
