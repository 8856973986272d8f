import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CLIENT_SOURCES } from '../client/client.ts'
import type { BackupInputs } from './backup.ts'
import { InputProblem, parseWholeOrAuto } from './parse.ts'
import type { InputReader } from './read.ts'

/** Which of PostgreSQL's programs are used, and where they come from. */
export function readClient(read: InputReader): BackupInputs['client'] {
  return {
    version: read.value('client-version', (text) => parseWholeOrAuto(text, 10, 99)),
    source: read.choice('client-source', ['auto', ...CLIENT_SOURCES]),
    directory: read.optional('client-dir', (text) => resolve(text)),
    mirror: read.optional('client-mirror', parseMirror),
    mirrorKey: read.optional('client-mirror-key', readArmoredKey),
    cache: read.flag('cache-client'),
  }
}

function parseMirror(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (/^https?:$/.test(url?.protocol ?? '') && !url?.username && !url?.password) return text
  throw new InputProblem('it is not an http:// or https:// URL, or has credentials in it.')
}

/** The armored text itself, or a path of a file with it. */
function readArmoredKey(text: string): string {
  const isKey = (key: string) => key.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
  if (isKey(text)) return text
  let key: string
  try {
    key = readFileSync(text, 'utf8')
  } catch {
    throw new InputProblem('it is neither an armored key nor a file that can be read.')
  }
  if (isKey(key)) return key
  throw new InputProblem(`the file has no armored public key in it. Make one with gpg --armor.`)
}
