import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import test from 'node:test'
import { freeBytes } from '../../src/destinations/disk-space.ts'
import { openFileDestination } from '../../src/destinations/file.ts'
import { errorLine } from '../../src/errors.ts'
import { recordingHost } from '../unit/destinations/recording-host.ts'

const root = await mkdtemp(join(tmpdir(), 'file-destination-'))
test.after(() => rm(root, { recursive: true }))

const { signal } = new AbortController()
const name = 'shop'
const id = 'shop-20261124T081500Z-abc123'
const manifestPath = `${id}.manifest.json`
const manifest = Buffer.from('{"manifestVersion":1}')
let cases = 0

/** A destination in a folder of its own that does not exist yet. */
function setUp(directory = join(root, `case-${cases}`, 'backups')) {
  cases += 1
  const host = recordingHost(root)
  const destination = openFileDestination({ kind: 'file', text: directory, directory }, host)
  return { host, destination, directory, series: join(directory, name) }
}

const lineOf = (work: Promise<unknown>) => work.then(() => 'no error', errorLine)
const listing = async (folder: string) => (await readdir(folder, { recursive: true })).sort()
const mode = async (path: string) => ((await lstat(path)).mode & 0o777).toString(8)

test('keeps an archive and its manifest, private, under their names', async () => {
  const { host, destination, directory, series } = setUp(`${join(root, 'plain')}/`)
  await destination.check({ name, estimatedBytes: 1000 }, signal)
  assert.deepEqual(await listing(directory), [name])
  const writer = await destination.begin({ name, id }, signal)
  const file = await writer.openFile(`${id}.dump`)
  const bytes = randomBytes(3_000_001)
  for (let at = 0; at < bytes.length; at += 65_536)
    await file.write(bytes.subarray(at, at + 65_536))
  assert.deepEqual(await file.close(), { path: `${id}.dump`, sizeBytes: bytes.length })
  assert.deepEqual(await readdir(series), [`.${id}.partial`], 'nothing has its name before commit')
  assert.equal(host.left.size, 1)

  const stored = await writer.commit(manifestPath, manifest)
  assert.deepEqual(stored, { location: `${directory}${name}/${id}.dump` })
  await writer.abort()
  assert.deepEqual(await listing(series), [`${id}.dump`, manifestPath])
  assert.ok(bytes.equals(await readFile(join(series, `${id}.dump`))))
  assert.ok(manifest.equals(await readFile(join(series, manifestPath))))
  assert.deepEqual([...host.left], [])
  assert.deepEqual(await Promise.all([directory, series].map(mode)), ['700', '700'])
  assert.deepEqual(await Promise.all((await listing(series)).map((f) => mode(join(series, f)))), [
    '600',
    '600',
  ])
})

test('takes paths of its own backup only', async () => {
  const { destination, series } = setUp()
  const writer = await destination.begin({ name, id }, signal)
  const paths = [`../${id}.dump`, `${id}/../../x`, `${id}//x`, 'other.dump', '', `/${id}`, `${id}x`]
  for (const path of paths) await assert.rejects(writer.openFile(path), /not a path of the backup/)
  await writer.abort()
  assert.deepEqual(await readdir(series), [])
})

test('abort removes everything, at any time and twice', async () => {
  const { host, destination, series } = setUp()
  const writer = await destination.begin({ name, id }, signal)
  const file = await writer.openFile(`${id}/toc.dat`)
  const writing = Promise.allSettled(
    Array.from({ length: 40 }, () => file.write(randomBytes(100_000))),
  )
  await Promise.all([writer.abort(), writer.abort()])
  await writing
  assert.deepEqual(await readdir(series), [])
  assert.equal(host.left.size, 0)
  await assert.rejects(file.write(manifest), /has ended/)
  await assert.rejects(writer.openFile(`${id}.dump`), /has ended/)
  await assert.rejects(writer.commit(manifestPath, manifest), /has ended/)
  assert.deepEqual(await readdir(series), [])
})

test('an archive that has its name is on the cleanup list until its manifest comes', async () => {
  const { host, destination, series } = setUp()
  const writer = await destination.begin({ name, id }, host.signal)
  for (const path of [`${id}.dump`, `${id}.globals.sql`]) {
    const file = await writer.openFile(path)
    await file.write(Buffer.from('x'))
    await file.close()
  }
  // What a run that is killed at that moment would leave to be undone.
  const moments: string[] = []
  const { cleanup } = host
  const listed = () => [...host.left].map((task) => ('path' in task ? basename(task.path) : ''))
  const add = cleanup.add.bind(cleanup)
  cleanup.add = (task) => {
    const handle = add(task)
    moments.push(listed().sort().join(' '))
    return {
      done() {
        moments.push(`${existsSync(join(series, manifestPath)) ? 'manifest' : 'no manifest'}`)
        handle.done()
      },
    }
  }
  await writer.commit(manifestPath, manifest)
  const partial = `.${id}.partial`
  assert.deepEqual(moments, [
    `${partial} ${id}.dump`,
    `${partial} ${id}.dump ${id}.globals.sql`,
    'no manifest',
    'no manifest',
  ])
  assert.deepEqual(listed(), [])
})

test('the same id twice: the second is turned away, before and after the first is complete', async () => {
  const { destination, series } = setUp()
  const first = await destination.begin({ name, id }, signal)
  assert.match(
    await lineOf(destination.begin({ name, id }, signal)),
    /^E_UPLOAD: .* exists already/,
  )
  const file = await first.openFile(`${id}.dump`)
  await file.write(Buffer.from('first'))
  await file.close()
  await first.commit(manifestPath, manifest)
  assert.match(await lineOf(destination.begin({ name, id }, signal)), /^E_UPLOAD: .* new id\.$/)
  assert.equal(await readFile(join(series, `${id}.dump`), 'utf8'), 'first')
})

test('a name taken while the backup was written is left as it is', async () => {
  for (const taken of [`${id}.dump`, manifestPath]) {
    const { host, destination, series } = setUp()
    const writer = await destination.begin({ name, id }, signal)
    const file = await writer.openFile(`${id}.dump`)
    await file.write(Buffer.from('ours'))
    await file.close()
    await writeFile(join(series, taken), 'theirs')
    assert.match(await lineOf(writer.commit(manifestPath, manifest)), /^E_UPLOAD: .* is kept/)
    await writer.abort()
    assert.deepEqual(await readdir(series), [taken])
    assert.equal(await readFile(join(series, taken), 'utf8'), 'theirs')
    assert.equal(host.left.size, 0)
  }
})

test('sweeps what killed runs left a day ago, and nothing else', async () => {
  const { host, destination, series } = setUp()
  const old = new Date(Date.now() - 25 * 3_600_000)
  const folders = {
    dead: '.shop-20260101T000000Z-aaaaaa.partial',
    growing: '.shop-20260101T000000Z-bbbbbb.partial',
    young: '.shop-20260101T000000Z-cccccc.partial',
    foreign: '.notes.partial',
  }
  for (const folder of Object.values(folders)) {
    await mkdir(join(series, folder), { recursive: true })
    await writeFile(join(series, folder, 'x.dump'), 'x')
    await utimes(join(series, folder, 'x.dump'), old, old)
    if (folder !== folders.young) await utimes(join(series, folder), old, old)
  }
  await utimes(join(series, folders.growing, 'x.dump'), new Date(), new Date())
  await writeFile(join(series, 'shop-20260101T000000Z-dddddd.dump'), 'x')
  await utimes(join(series, 'shop-20260101T000000Z-dddddd.dump'), old, old)
  await destination.check({ name }, signal)
  assert.deepEqual(
    await readdir(series).then((entries) => entries.sort()),
    [folders.growing, folders.young, folders.foreign, 'shop-20260101T000000Z-dddddd.dump'].sort(),
  )
  assert.match(host.lines.join('\n'), /^info: Removed .*aaaaaa\.partial, left by/)
})

test('too little room is said before the dump', async () => {
  const { host, destination, directory } = setUp()
  await destination.check({ name }, signal)
  const free = await freeBytes(directory)
  await destination.check({ name, estimatedBytes: free * 2 }, signal)
  assert.match(host.lines.join('\n'), /^warning: .*B are free .* may need/)
  const line = await lineOf(destination.check({ name, estimatedBytes: free * 100 }, signal))
  assert.match(line, /^E_DISK: Only .*B are free on the disk of .* may need .*B\. Free some space/)
})

test('a folder that cannot be made or written', async (t) => {
  await writeFile(join(root, 'a-file'), '')
  const { destination } = setUp(join(root, 'a-file', 'backups'))
  assert.match(await lineOf(destination.check({ name }, signal)), /^E_DISK: .*ENOTDIR.*Name a fold/)
  assert.match(await lineOf(destination.begin({ name, id }, signal)), /^E_DISK: .*ENOTDIR/)

  await t.test('for lack of permission', async () => {
    const { destination, directory } = setUp()
    await mkdir(directory, { recursive: true })
    await chmod(directory, 0o555)
    await asOrdinaryUser(async () => {
      assert.match(await lineOf(destination.check({ name }, signal)), /^E_DISK: .*EACCES/)
    })
  })
})

/** Root may write everywhere, so what needs a refusal runs as nobody for its time. */
async function asOrdinaryUser(work: () => Promise<void>) {
  if (process.geteuid?.() !== 0) return work()
  await chmod(root, 0o755)
  process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    process.seteuid?.(0)
  }
}

test('a small disk', async (t) => {
  const disk = join(root, 'disk')
  await mkdir(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'pipe' })
  } catch {
    return t.skip('mounting a file system needs root')
  }
  t.after(() => execFileSync('umount', [disk]))

  await t.test('that becomes full: sizes are told, and all of it is freed', async () => {
    const { host, destination, series } = setUp(join(disk, 'full'))
    await destination.check({ name, estimatedBytes: 1000 }, signal)
    const free = await freeBytes(disk)
    const writer = await destination.begin({ name, id }, signal)
    const file = await writer.openFile(`${id}.dump`)
    const line = await lineOf(
      (async () => {
        for (let step = 0; step < 100; step += 1) await file.write(randomBytes(65_536))
        await file.close()
      })(),
    )
    assert.match(
      line,
      /^E_DISK: There is no space left in .* \(\d\.\d+ MB had been written and 0 B/,
    )
    await writer.abort()
    assert.deepEqual(await readdir(series), [])
    assert.equal(await freeBytes(disk), free)
    assert.equal(host.left.size, 0)
  })

  await t.test('that has no room for the manifest', async () => {
    const { destination, series } = setUp(join(disk, 'manifest'))
    const writer = await destination.begin({ name, id }, signal)
    const file = await writer.openFile(`${id}.dump`)
    await file.write(randomBytes(1000))
    await file.close()
    const large = randomBytes((await freeBytes(disk)) + 4096)
    assert.match(await lineOf(writer.commit(manifestPath, large)), /^E_DISK: .* no space left/)
    await writer.abort()
    assert.deepEqual(await readdir(series), [])
  })

  await t.test('that is read-only', async () => {
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const { destination } = setUp(join(disk, 'read-only'))
    assert.match(await lineOf(destination.check({ name }, signal)), /^E_DISK: .*EROFS/)
  })
})

test('a run that is killed leaves only what its cleanup list and a later sweep remove', async () => {
  const { destination, directory, series } = setUp()
  const program = `
    import { openFileDestination } from ${JSON.stringify(new URL('../../src/destinations/file.ts', import.meta.url).href)}
    import { recordingHost } from ${JSON.stringify(new URL('../unit/destinations/recording-host.ts', import.meta.url).href)}
    const directory = ${JSON.stringify(directory)}
    const host = recordingHost(directory)
    const destination = openFileDestination({ kind: 'file', text: directory, directory }, host)
    const writer = await destination.begin(${JSON.stringify({ name, id })}, host.signal)
    const file = await writer.openFile('${id}.dump')
    for (let step = 0; ; step += 1) {
      await file.write(Buffer.alloc(65536))
      if (step === 100) console.log(JSON.stringify([...host.left]))
      if (step > 100) await new Promise((resolve) => setTimeout(resolve, 10))
    }`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [tasks] = await once(child.stdout.setEncoding('utf8'), 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const partial = join(series, `.${id}.partial`)
  assert.deepEqual(await listing(series), [`.${id}.partial`, `.${id}.partial/${id}.dump`])
  assert.ok((await stat(join(partial, `${id}.dump`))).size > 0)
  assert.deepEqual(JSON.parse(tasks), [{ kind: 'remove-path', path: partial }])

  await destination.check({ name }, signal)
  assert.deepEqual(await readdir(series), [`.${id}.partial`], 'it may still be running')
  const old = new Date(Date.now() - 25 * 3_600_000)
  await utimes(join(partial, `${id}.dump`), old, old)
  await utimes(partial, old, old)
  await destination.check({ name }, signal)
  assert.deepEqual(await readdir(series), [])
})
