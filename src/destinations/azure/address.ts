const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Those of blob services in all clouds of Microsoft's, with and without a DNS zone. */
const MICROSOFT =
  /\.(core\.windows\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn|storage\.azure\.net)$/

/** Whether what is sent to an address can be read on the way by nobody. */
export function isConfidential(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || LOOPBACK.includes(hostname)
}

/**
 * Whether a token may be sent there, with which its holder could do all that the identity can, in
 * every account: over TLS, as the SDK wants it, to Microsoft or this machine.
 */
export function maySendToken(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' && (MICROSOFT.test(hostname) || LOOPBACK.includes(hostname))
}
