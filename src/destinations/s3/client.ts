import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { DestinationUrl } from '../../inputs/backup.ts'

export type S3Url = Extract<DestinationUrl, { kind: 's3' }>

/** The endpoint that was named explicitly, if any: `?endpoint=`, then the SDK's own variables. */
export function explicitEndpoint(url: S3Url): string | undefined {
  const { AWS_ENDPOINT_URL_S3: s3, AWS_ENDPOINT_URL: all } = process.env
  return url.endpoint || s3 || all || undefined
}

/**
 * A client with the credentials of the destination's profile, else of the SDK's default chain.
 * `region` undefined: the environment's, the profile's, or us-east-1, from where S3 tells the way
 * to any other.
 *
 * The SDK's own retries are off: connection.ts retries, so that each retry is counted and only
 * the part that failed is sent again.
 */
export function createClient(url: S3Url, region: string | undefined, idleTimeoutMs: number) {
  const endpoint = explicitEndpoint(url)
  const client = new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(url.profile === undefined
      ? {}
      : { profile: url.profile, credentials: credentialsOf(url.profile) }),
    forcePathStyle: url.pathStyle || (endpoint !== undefined && !url.text.includes('pathStyle=')),
    followRegionRedirects: true,
    maxAttempts: 1,
    // S3-compatible stores may refuse checksums where the protocol does not ask for one; those
    // of the data are computed and compared by us.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // `Expect: 100-continue` costs the SDK a new connection for each part, and six seconds at a
    // store that does not answer it.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: Math.min(10_000, idleTimeoutMs),
      socketTimeout: idleTimeoutMs,
    },
  })
  leavePayloadUnsigned(client)
  return client
}

/**
 * The credentials of one profile of AWS's shared files, which are read anew each time. The SDK's
 * chain would go on to other sources where the profile is missing, and so to another account.
 */
function credentialsOf(profile: string): NonNullable<S3ClientConfig['credentials']> {
  return async (properties) => {
    const { fromIni } = await import('@aws-sdk/credential-provider-ini')
    return fromIni({ profile, ignoreCache: true })(properties)
  }
}

/**
 * Over TLS, which protects the payload itself, a signature of the payload would only cost a
 * SHA-256 of every byte; the AWS command line leaves it out as well. The signed checksum header
 * still binds it. Over plain HTTP the payload stays signed.
 */
function leavePayloadUnsigned(client: S3Client): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as Partial<OutgoingRequest>
      if (request.protocol === 'https:' && request.headers && request.body instanceof Uint8Array) {
        request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD'
      }
      return next(args)
    },
    { step: 'build', name: 'leavePayloadUnsigned' },
  )
}

interface OutgoingRequest {
  protocol: string
  headers: Record<string, string>
  body: unknown
}
