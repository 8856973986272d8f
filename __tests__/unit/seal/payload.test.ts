import assert from 'node:assert/strict'
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import test, { describe } from 'node:test'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import type { ErrorCode } from '../../../src/errors.ts'
import { newFile } from '../../../src/seal/header.ts'
import { PayloadSealer } from '../../../src/seal/payload.ts'
import { Seal } from '../../../src/seal/seal.ts'
import { unsealer } from '../../../src/seal/unseal.ts'
import { collect, inParts, sealBytes } from './sealed.ts'

/** Ours against the library's, whose author is that of age; and against all that may be altered. */
const CHUNK = 64 * 1024
const identity = await generateX25519Identity()
const recipient = await identityToRecipient(identity)
const seal = new Seal({ recipients: [recipient] })
const keys = { identities: [identity], passphrase: undefined }
const open = (sealed: Uint8Array, parts: readonly number[] = []) =>
  collect(unsealer(keys).open('shop.dump.age', inParts(sealed, parts)))

/** Sizes near the edges of chunks, where it matters, and any others. */
const sizes = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.nat(4), fc.integer({ min: -18, max: 18 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant(0), fc.nat(3 * CHUNK)) },
)
const sizeOf = ([chunks, more]: [number, number]) => Math.max(0, chunks * CHUNK + more)
const parts = fc.array(fc.integer({ min: 1, max: 2 * CHUNK }), { minLength: 1, maxLength: 5 })

describe('in both directions', () => {
  test('what we seal, whatever its size and parts, the library opens', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, parts, async (size, cuts) => {
        const plain = randomBytes(sizeOf(size))
        const decrypter = new Decrypter()
        decrypter.addIdentity(identity)
        const opened = await decrypter.decrypt(await sealBytes(seal, plain, cuts))
        assert.ok(plain.equals(opened))
      }),
      { numRuns: 60 },
    )
  })

  test('what the library seals we open', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, parts, async (size, cuts) => {
        const plain = randomBytes(sizeOf(size))
        const encrypter = new Encrypter()
        encrypter.addRecipient(recipient)
        assert.ok(plain.equals(await open(await encrypter.encrypt(plain), cuts)))
      }),
      { numRuns: 60 },
    )
  })

  test('a header that comes byte by byte is read too', async () => {
    const plain = randomBytes(100)
    assert.ok(plain.equals(await open(await sealBytes(seal, plain), [1])))
  })
})

describe('what was altered', () => {
  const refused = (codes: readonly ErrorCode[]) => (error: { code?: unknown }) => {
    assert.ok(codes.includes(error.code as ErrorCode), String(error))
    return true
  }

  test('cut off anywhere, it is refused, and nothing is given that was not authenticated', async () => {
    for (const size of [0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5]) {
      const plain = randomBytes(size)
      const sealed = Buffer.from(await sealBytes(seal, plain))
      const header = sealed.indexOf('\n--- ')
      const payload = sealed.indexOf('\n', header + 1) + 1
      const edges = [0, 1, 20, header, header + 5, payload - 1, payload, payload + 1, payload + 16]
      for (let chunk = payload + 16; chunk < sealed.length; chunk += CHUNK + 16) {
        edges.push(chunk, chunk + 1, chunk + 15, chunk + 16, chunk + 17, chunk + CHUNK)
      }
      edges.push(sealed.length - 17, sealed.length - 16, sealed.length - 1)
      for (const length of new Set(edges)) {
        if (length < 0 || length >= sealed.length) continue
        const given: Uint8Array[] = []
        const reading = async () => {
          const bytes = unsealer(keys).open('x', inParts(sealed.subarray(0, length), [CHUNK]))
          for await (const part of bytes) given.push(part)
        }
        await assert.rejects(reading, refused(['E_INTEGRITY']), `${size} cut at ${length}`)
        const early = Buffer.concat(given)
        assert.ok(plain.subarray(0, early.length).equals(early))
      }
    }
  })

  test('one bit changed anywhere, it is refused', async () => {
    const sealed = await sealBytes(seal, randomBytes(CHUNK + 50))
    const anywhere = fc.oneof(
      fc.nat(sealed.length - 1),
      fc.nat(300),
      fc.integer({ min: sealed.length - 70, max: sealed.length - 1 }),
    )
    await fc.assert(
      fc.asyncProperty(anywhere, fc.nat(7), async (position, bit) => {
        const altered = Buffer.from(sealed)
        altered[position] = (altered[position] ?? 0) ^ (1 << bit)
        // A stanza that was altered cannot be told from one that is for somebody else.
        await assert.rejects(open(altered), refused(['E_INTEGRITY', 'E_DECRYPT']))
      }),
      { numRuns: 200 },
    )
  })

  test('chunks swapped, left out, repeated or appended, it is refused', async () => {
    const sealed = Buffer.from(await sealBytes(seal, randomBytes(3 * CHUNK)))
    const start = sealed.length - 3 * (CHUNK + 16)
    const [head, a, b, c] = [
      sealed.subarray(0, start),
      ...[0, 1, 2].map((n) => sealed.subarray(start + n * (CHUNK + 16)).subarray(0, CHUNK + 16)),
    ] as [Buffer, Buffer, Buffer, Buffer]
    assert.equal((await open(Buffer.concat([head, a, b, c]))).length, 3 * CHUNK)
    const wrong = [[b, a, c], [a, c], [a, a, b, c], [a, b, c, c], [a, b, c, Buffer.alloc(16)], [c]]
    for (const chunks of wrong) {
      await assert.rejects(open(Buffer.concat([head, ...chunks])), refused(['E_INTEGRITY']))
    }
  })

  test('an empty last chunk after others is refused, as the format wants it', async () => {
    // Made by a sealer that knows no better: a full chunk that is not the last, and an empty one.
    const { fileKey, header } = await newFile({ recipients: [recipient] })
    const nonce = randomBytes(16)
    const sealed = new PayloadSealer(fileKey, nonce).write(Buffer.alloc(CHUNK + 1))
    const key = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32))
    const last = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    const cipher = createCipheriv('chacha20-poly1305', key, last, { authTagLength: 16 })
    cipher.final()
    const file = Buffer.concat([header, nonce, ...sealed, cipher.getAuthTag()])
    await assert.rejects(open(file), refused(['E_INTEGRITY']))
  })

  test('what is no age file is refused, however long it is', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PGDMP'),
      Buffer.alloc(3 * 1024 * 1024, 65),
    ]) {
      await assert.rejects(open(bytes), refused(['E_INTEGRITY']))
    }
  })
})

test('a chunk that was given is never changed afterwards', async () => {
  const file = await seal.begin('a')
  const plain = Buffer.alloc(CHUNK * 2 + 7, 1)
  const given = [...file.write(plain), ...file.write(plain), ...file.end()]
  const copies = given.map((chunk) => Buffer.from(chunk))
  const other = await seal.begin('b')
  other.write(plain)
  other.end()
  assert.deepEqual(
    given.map((chunk) => Buffer.from(chunk)),
    copies,
  )
  assert.ok(plain.every((byte) => byte === 1))
})
