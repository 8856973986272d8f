import { readFileSync } from 'node:fs'
import { errorCode } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { Keys, Lock } from '../seal/keys.ts'
import { InputProblem, parseChoice, parseLines } from './parse.ts'
import type { InputReader } from './read.ts'

/** To whom the backup, or the safety backup, is sealed; undefined: it is not. */
export function readEncryption(host: Host, read: InputReader): Lock | undefined {
  const recipients = read.filled('encrypt-to', (text) =>
    text === 'none' ? undefined : parseRecipients(text, host),
  )
  const passphrase = read.filled('encrypt-passphrase', (text) =>
    text === 'none' ? undefined : parsePassphrase(text, host),
  )
  if (recipients !== undefined && passphrase !== undefined) {
    const both = 'encrypt-to is set too, and age has no file for both. Leave one of them out.'
    read.problem('encrypt-passphrase', new InputProblem(both))
  }
  if (recipients !== undefined) return { recipients }
  return passphrase === undefined ? undefined : { passphrase }
}

/** A manifest that can be read by anyone must not tell what the encryption is to hide. */
export function readDetail(read: InputReader, encryption: Lock | undefined): 'full' | 'sealed' {
  const detail = read.optional('manifest-detail', (text) =>
    parseChoice(text, ['full', 'sealed'] as const),
  )
  return detail ?? (encryption === undefined ? 'full' : 'sealed')
}

/** What may open a backup. Secrets are hidden before anything is said. */
export function readDecryption(host: Host, read: InputReader): Keys {
  const passphrase = read.text('decrypt-passphrase')
  if (passphrase !== undefined) host.addSecret(passphrase)
  const identities = read.optional('decrypt-identity', (text) => parseIdentities(text, host))
  return { identities: identities ?? [], passphrase }
}

/** Bech32 (BIP 173), with the names that the library knows: X25519, post-quantum, tagged. */
const RECIPIENT = /^age1(?:[02-9ac-hj-np-z]{58}|(?:pq|tag|tagpq)1[02-9ac-hj-np-z]{20,4000})$/
const POST_QUANTUM = /^age1(?:pq|tagpq)1/

function parseRecipients(text: string, host: Host): readonly string[] {
  const recipients = [...new Set(parseLines(text))]
  for (const recipient of recipients) if (!RECIPIENT.test(recipient)) refuse(recipient, host)
  if (recipients.length === 0) throw new InputProblem('it names no recipient.')
  const resistant = recipients.filter((recipient) => POST_QUANTUM.test(recipient))
  if (resistant.length > 0 && resistant.length < recipients.length) {
    throw new InputProblem(
      'post-quantum recipients (age1pq1...) stand beside ordinary ones, which would undo what they are for.',
    )
  }
  return recipients
}

/** What it is not is not shown: it may have been a secret. */
function refuse(text: string, host: Host): never {
  if (/AGE-SECRET-KEY-/i.test(text)) {
    host.addSecret(text)
    throw new InputProblem(
      'an identity stands there, which is the secret part. Write its recipient, as age-keygen -y prints it, and make a new pair if the identity stood in a file that others can read.',
    )
  }
  if (/^(ssh-|ecdsa-|sk-)/.test(text)) {
    throw new InputProblem(
      'SSH keys are not supported. Make a pair of age with age-keygen, and write its age1... there.',
    )
  }
  if (/^age1[a-z0-9]+1/.test(text)) {
    throw new InputProblem('recipients that need a plugin of age are not supported.')
  }
  throw new InputProblem('a line of it is no recipient of age, which is age1 and 58 characters.')
}

/** age asks for no length; what is shorter can be guessed by whoever has the file. */
const SHORTEST_PASSPHRASE = 12

function parsePassphrase(text: string, host: Host): string {
  host.addSecret(text)
  if (text.length < SHORTEST_PASSPHRASE) {
    throw new InputProblem(
      `it has fewer than ${SHORTEST_PASSPHRASE} characters, which whoever has the backup can guess.`,
    )
  }
  if (/\p{Cc}/u.test(text)) throw new InputProblem('it has more than one line, or a tab in it.')
  return text
}

const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]+$/

function parseIdentities(text: string, host: Host): readonly string[] {
  const content = isIdentityText(text) ? text : readIdentityFile(text)
  const lines = parseLines(content)
  for (const line of lines) host.addSecret(line)
  if (lines.length > 0 && lines.every((line) => IDENTITY.test(line))) return lines
  throw new InputProblem(whyNoIdentity(content))
}

function isIdentityText(text: string): boolean {
  return /AGE-SECRET-KEY-|AGE-PLUGIN-|-----BEGIN|^age-encryption\.org\//i.test(text)
}

function readIdentityFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    // The text is not shown: it may be an identity that was cut short.
    throw new InputProblem(
      `it is neither AGE-SECRET-KEY-... nor the path of a file that can be read (${errorCode(error) ?? 'unreadable'}).`,
    )
  }
}

function whyNoIdentity(content: string): string {
  if (/^age-encryption\.org\/|-----BEGIN AGE/m.test(content)) {
    return 'the identity file is itself encrypted. Open it first with age --decrypt.'
  }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(content)) {
    return 'SSH keys are not supported, only AGE-SECRET-KEY-...'
  }
  if (/AGE-PLUGIN-/.test(content)) return 'identities that need a plugin of age are not supported.'
  return 'a line of it is no identity of age (AGE-SECRET-KEY-...).'
}
