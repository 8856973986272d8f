import { type FaultProxy, startFaultProxy } from '../integration/stand-ins/fault-proxy.ts'

/** SeaweedFS knows no regions; behind this proxy it answers as S3 does in Frankfurt. */
export async function startFrankfurt(endpoint: string): Promise<FaultProxy> {
  const proxy = await startFaultProxy(endpoint)
  proxy.add({
    when: ({ method, path }) => method === 'HEAD' && /^\/[^/]+\/?$/.test(path),
    fault: {
      kind: 'alter',
      alter: (answer) => ({
        ...answer,
        headers: { ...answer.headers, 'x-amz-bucket-region': 'eu-central-1' },
      }),
    },
    times: Number.POSITIVE_INFINITY,
  })
  return proxy
}
