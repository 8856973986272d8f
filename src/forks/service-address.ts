import { UserError } from '../errors.ts'

/**
 * The address of a service from its variable, or its usual one. The key is sent to the provider's
 * own hosts and to this machine only, whatever the variable says, and never unencrypted.
 *
 * @param hosts of the provider; all names below them are its own, too
 * @throws UserError `E_INPUT`
 */
export function serviceAddress(
  variable: string,
  text: string | undefined,
  usual: string,
  hosts: readonly string[],
): URL {
  const url = URL.canParse(text || usual) ? new URL(text || usual) : undefined
  const isLoopback = url !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  const isOwn = hosts.some((host) => url?.hostname === host || url?.hostname.endsWith(`.${host}`))
  const isSafe = isLoopback || (isOwn && url?.protocol === 'https:')
  if (url !== undefined && isSafe && /^https?:$/.test(url.protocol)) return url
  throw new UserError(
    'E_INPUT',
    `${variable} is not an https address of ${hosts.join(' or ')}, and the key is sent to no other.`,
    `Unset ${variable}, or correct it.`,
  )
}
