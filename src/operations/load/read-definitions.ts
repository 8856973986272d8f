import { createReadStream } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CopyTextCounter } from '../../archive/copy-rows.ts'
import { decompressor } from '../../archive/decompress.ts'
import type { Client } from '../../client/client.ts'
import { errorMessage, sentence, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { compressionMethod, type Manifest } from '../../manifest/manifest.ts'
import { readContents, useListText } from '../../postgres/archive-contents.ts'
import { isGoodEnd, startProgram } from '../../postgres/program.ts'
import { failureMessage } from '../../postgres/stderr.ts'
import { DefinitionReader, type Definitions } from '../../verify/definitions.ts'

/** pg_restore without a database needs nothing of one. */
export const DECODING_ONLY = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }

/** The entries whose script is the rows themselves. */
const DATA_KINDS = new Set(['TABLE DATA', 'BLOBS'])

/**
 * Reads what an archive on this machine makes and needs, without restoring any of it. Of plain SQL
 * all is read, of the other formats all but the rows.
 *
 * @param flags pg_restore's `--no-owner` and the like, which leave things out
 * @throws UserError `E_INTEGRITY`
 */
export async function readDefinitions(
  host: Host,
  client: Client,
  manifest: Manifest,
  archive: string,
  flags: readonly string[] = [],
): Promise<Definitions> {
  const reader = new DefinitionReader()
  const counter = new CopyTextCounter((line) => reader.read(line))
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      counter.write(chunk)
      done()
    },
  })
  if (manifest.dump.format === 'plain') {
    const text = decompressor(compressionMethod(manifest))
    await pipeline(createReadStream(archive), text, sink, { signal: host.signal }).catch(
      (error: unknown) => {
        host.signal.throwIfAborted()
        throw unreadable(error)
      },
    )
  } else {
    await printDefinitions(host, client, archive, flags, sink)
  }
  if (!counter.complete) throw unreadable('it ends too early')
  return reader
}

async function printDefinitions(
  host: Host,
  client: Client,
  archive: string,
  flags: readonly string[],
  sink: Writable,
) {
  const entries = await readContents(client, DECODING_ONLY, archive, host.signal)
  const wanted = entries.filter(({ kind }) => !DATA_KINDS.has(kind))
  const folder = await mkdtemp(path.join(await host.temporaryDirectory(), 'list-'))
  const list = path.join(folder, 'definitions.list')
  await writeFile(list, useListText(wanted), { mode: 0o600 })
  const restore = startProgram({
    client,
    name: 'pg_restore',
    arguments: [...flags, `--use-list=${list}`, '--file=-', archive],
    environment: DECODING_ONLY,
    stdin: 'ignore',
    signal: host.signal,
    cleanup: host.cleanup,
  })
  const reading = pipeline(restore.stdout, sink).catch((error: unknown) => {
    restore.stop()
    throw error
  })
  const [end] = await Promise.all([restore.ended, reading])
  host.signal.throwIfAborted()
  if (!isGoodEnd(end)) throw unreadable(failureMessage(end))
}

function unreadable(reason: unknown): UserError {
  return new UserError(
    'E_INTEGRITY',
    `The definitions in the archive cannot be read: ${sentence(errorMessage(reason))}`,
    'The backup cannot be used; take or choose another one.',
  )
}
