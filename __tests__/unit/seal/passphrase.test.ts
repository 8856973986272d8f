import assert from 'node:assert/strict'
import test from 'node:test'
import { Decrypter, Encrypter } from 'age-encryption'
import { openSeal, Seal } from '../../../src/seal/seal.ts'
import { unsealer, unsealText } from '../../../src/seal/unseal.ts'
import { collect, inParts, sealBytes } from './sealed.ts'

const PASSPHRASE = 'correct horse battery stäple'
const plain = Buffer.from('PGDMP and more')
const keysOf = (passphrase: string) => ({ identities: [], passphrase })
const open = (sealed: Uint8Array, passphrase = PASSPHRASE) =>
  collect(unsealer(keysOf(passphrase)).open('shop.dump.age', inParts(sealed, [])))

/** By the library, and with a work factor that takes no time. */
async function sealedByLibrary(workFactor = 8): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(PASSPHRASE)
  encrypter.setScryptWorkFactor(workFactor)
  return Buffer.from(await encrypter.encrypt(plain))
}

test('what we seal with a passphrase the library opens, and so do we', async () => {
  const seal = new Seal({ passphrase: PASSPHRASE })
  const sealed = await sealBytes(seal, plain)
  assert.match(Buffer.from(sealed).toString('latin1'), /^-> scrypt [\w+/]{22} 18$/m)
  const decrypter = new Decrypter()
  decrypter.addPassphrase(PASSPHRASE)
  assert.ok(plain.equals(await decrypter.decrypt(sealed)))
  await seal.proven()
  assert.ok(plain.equals(await open(sealed)))
})

test('what the library seals we open, and with no other passphrase', async () => {
  const sealed = await sealedByLibrary()
  assert.ok(plain.equals(await open(sealed)))
  const wrong = open(sealed, 'correct horse battery staple')
  await assert.rejects(wrong, { code: 'E_DECRYPT', message: /None of the keys/ })
})

test('a header that would take a gibibyte or more, or is not right, is refused', async () => {
  const good = (await sealedByLibrary()).toString('latin1')
  const altered = (from: RegExp, to: string) => Buffer.from(good.replace(from, to), 'latin1')
  const salt = /(?<=-> scrypt )[\w+/]{22}/
  const wrong: [Buffer, RegExp][] = [
    [altered(/ 8$/m, ' 30'), /work factor of 30/],
    [altered(/ 8$/m, ' 08'), /is not right/],
    [altered(/ 8$/m, ' 8 9'), /is not right/],
    [altered(salt, 'AAAAAAAAAAAAAAAAAAAAAB'), /is not right/], // bits that no encoder writes
    [altered(salt, 'AAAA'), /is not right/],
    [altered(/\n--- /, '\n-> other x\n\n--- '), /not the only key/],
  ]
  for (const [bytes, message] of wrong) {
    await assert.rejects(open(bytes), { code: 'E_INTEGRITY', message })
  }
})

test('a run opens by itself what it has sealed, and nothing else', async () => {
  const seal = await openSeal({
    recipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
  })
  assert.ok(seal)
  const sealed = await sealBytes(seal, plain, [], 'one')
  assert.ok(plain.equals(await collect(seal.reopen().open('one', inParts(sealed, [])))))
  await assert.rejects(collect(seal.reopen().open('two', inParts(sealed, []))), /was not sealed/)
})

test('a text comes back, and is refused where it was altered', async () => {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(PASSPHRASE)
  encrypter.setScryptWorkFactor(8)
  const { armor } = await import('age-encryption')
  const text = armor.encode(await encrypter.encrypt('{"tables": []}'))
  assert.equal(await unsealText(text, keysOf(PASSPHRASE), 'It'), '{"tables": []}')
  assert.equal(await unsealText(text, keysOf('something else'), 'It'), undefined)
  for (const wrong of [text.replace('BEGIN', 'BEGUN'), text.replace(/\w(?==*\n-----END)/, '!')]) {
    await assert.rejects(unsealText(wrong, keysOf(PASSPHRASE), 'It'), { code: 'E_INTEGRITY' })
  }
})
