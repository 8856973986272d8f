import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { age } from '../../scripts/rig/age.ts'
import { run } from '../../scripts/rig/command.ts'

const folder = await age()

/** Where `age` is, and its plugin that takes a passphrase from the environment. */
export const AGE_PATH = `${folder}:${process.env['PATH']}`

export interface KeyPair {
  readonly identity: string
  readonly recipient: string
}

/** A pair as users make it. */
export async function keyPair(...flags: readonly string[]): Promise<KeyPair> {
  const text = await run(path.join(folder, 'age-keygen'), flags)
  const identity = /^AGE-SECRET-KEY-.*$/m.exec(text)?.[0] ?? ''
  const input = { input: text }
  return { identity, recipient: (await run(path.join(folder, 'age-keygen'), ['-y'], input)).trim() }
}

/** The plain bytes of a file, by stock age. */
export async function stockDecrypt(file: string, key: KeyPair | { passphrase: string }) {
  if ('passphrase' in key) {
    return await stockAge(['--decrypt', '-j', 'batchpass'], file, key.passphrase)
  }
  const identityFile = `${file}.key`
  await writeFile(identityFile, key.identity)
  return await stockAge(['--decrypt', '--identity', identityFile], file)
}

/** The sealed bytes of a file, by stock age. */
export async function stockEncrypt(file: string, key: KeyPair | { passphrase: string }) {
  return 'passphrase' in key
    ? await stockAge(['--encrypt', '-j', 'batchpass'], file, key.passphrase)
    : await stockAge(['--encrypt', '--recipient', key.recipient], file)
}

/** Without a file's name: age takes what it is to read from the standard input. */
async function stockAge(args: readonly string[], file: string, passphrase = ''): Promise<Buffer> {
  // Only what is encrypted here: the work factor of what is decrypted stands in its header.
  const cheap = { AGE_PASSPHRASE_WORK_FACTOR: '10' }
  const env = { PATH: AGE_PATH, AGE_PASSPHRASE: passphrase, ...cheap }
  const child = spawn(path.join(folder, 'age'), args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  await pipeline(createReadStream(file), child.stdin).catch(() => undefined) // its status tells
  const status = await ended
  if (status !== 0) throw new Error(`age ended with ${status}: ${errors}`)
  return Buffer.concat(output)
}
