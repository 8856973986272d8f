import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { errorCode, UserError } from '../errors.ts'
import type { Pem, PemText } from './connection.ts'

/** `system`, a PEM text or the path of one. `name` is what the user called it, for errors. */
export function readRootCertificate(value: string | undefined, name: string): Pem | undefined {
  if (value === 'system') return 'system'
  const pem = readPem(value, name, 'CERTIFICATE')
  if (pem !== undefined) checkCertificate(pem, name)
  return pem
}

export function readCertificate(value: string | undefined, name: string): PemText | undefined {
  const pem = readPem(value, name, 'CERTIFICATE')
  if (pem !== undefined) checkCertificate(pem, name)
  return pem
}

/**
 * A private key. One with a passphrase is decrypted here, because libpq takes the passphrase as an
 * argument only (`sslpassword`), where every user of the machine could read it.
 */
export function readKey(
  value: string | undefined,
  name: string,
  passphrase: string | undefined,
): PemText | undefined {
  const key = readPem(value, name, 'PRIVATE KEY')
  if (key === undefined) return undefined
  try {
    const options = passphrase === undefined ? {} : { passphrase }
    const decrypted = createPrivateKey({ key: key.pem, format: 'pem', ...options })
    if (passphrase === undefined) return key
    return { pem: decrypted.export({ type: 'pkcs8', format: 'pem' }).toString() }
  } catch (error) {
    throw new UserError(
      'E_INPUT',
      `The private key of \`${name}\` cannot be read${passphrase === undefined ? '' : ' with this `sslpassword`'}.`,
      'It must be a PEM key; for an encrypted one, give its passphrase as `sslpassword` in the connection.',
      { cause: error },
    )
  }
}

function readPem(value: string | undefined, name: string, kind: string): PemText | undefined {
  if (value === undefined || value === '') return undefined
  const pem = value.includes('-----BEGIN') ? value : readFile(value, name)
  if (new RegExp(`-----BEGIN [A-Z ]*${kind}-----`).test(pem)) return { pem: `${pem.trim()}\n` }
  throw new UserError(
    'E_INPUT',
    `\`${name}\` holds no ${kind} in PEM form.`,
    `Give the text that starts with -----BEGIN, or the path of a file with it.`,
  )
}

/** The path is not shown: it may be a key whose first line was lost. */
function readFile(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UserError(
      'E_INPUT',
      `\`${name}\` is neither PEM text nor a file that can be read (${errorCode(error) ?? 'unknown reason'}).`,
      'Give the text that starts with -----BEGIN, or the path of a file with it.',
    )
  }
}

function checkCertificate({ pem }: PemText, name: string): void {
  try {
    new X509Certificate(pem)
  } catch (error) {
    throw new UserError(
      'E_INPUT',
      `The certificate of \`${name}\` is damaged.`,
      'Check that line breaks were kept, for example in the secret it is stored in.',
      { cause: error },
    )
  }
}
