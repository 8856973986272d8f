import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url))

/**
 * What each part of src/ may call: never what stands above it. Types may be imported from anywhere,
 * since they are gone when the code runs. docs/architecture.md draws the same picture.
 */
const MAY_CALL: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'tool.ts': [],
  host: ['errors.ts'],
  plan: ['errors.ts'],
  manifest: ['errors.ts', 'plan'],
  report: ['errors.ts', 'plan'],
  client: ['errors.ts'],
  postgres: ['errors.ts', 'host'],
  archive: ['errors.ts', 'postgres'],
  seal: ['errors.ts'],
  destinations: ['errors.ts', 'manifest', 'plan', 'report'],
  scratch: ['errors.ts', 'postgres'],
  target: ['errors.ts', 'postgres'],
  verify: ['errors.ts', 'postgres'],
  copy: ['errors.ts', 'plan', 'postgres', 'report', 'target'],
  forks: ['errors.ts', 'plan', 'postgres'],
  inputs: ['client', 'errors.ts', 'host', 'plan', 'postgres', 'tool.ts'],
  operations: [
    ...['archive', 'client', 'copy', 'destinations', 'errors.ts', 'forks', 'manifest', 'plan'],
    ...['postgres', 'report', 'scratch', 'seal', 'target', 'tool.ts', 'verify'],
  ],
}

/** What decides and what draws does nothing else: no disk, no network, no clock of its own. */
const PURE = ['plan', 'manifest']
const IMPURE = /^(node:(?!crypto|path|util|buffer)|@|pg$)/

interface Import {
  readonly file: string
  readonly from: string
}

test('every part calls only what it may', () => {
  const wrong = imports()
    .map(({ file, from }) => ({ file, part: partOf(file), target: partOf(resolve(file, from)) }))
    .filter(({ part }) => part in MAY_CALL)
    .filter(({ part, target }) => target !== '' && target !== part)
    .filter(({ part, target }) => !MAY_CALL[part]?.includes(target))
  assert.deepEqual(wrong, [])
})

test('plans and manifests do no input or output', () => {
  const wrong = imports().filter(
    ({ file, from }) => PURE.includes(partOf(file)) && IMPURE.test(from),
  )
  assert.deepEqual(wrong, [])
})

test('every part of the source is in the picture', () => {
  const known = new Set([...Object.keys(MAY_CALL), 'entries'])
  const parts = new Set(sourceFiles().map(partOf))
  const top = ['index.ts', 'start.ts', 'run.ts', 'leftovers.ts', 'leftover-forks.ts']
  assert.deepEqual(
    [...parts].filter((part) => !known.has(part) && !top.includes(part)),
    [],
  )
})

function sourceFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
}

/** The imports of values, static and dynamic; those of types alone are left out. */
function imports(): Import[] {
  const pattern = /^import (?!type )([^'"]*?)(?: from )?'([^']+)'|\bimport\('([^']+)'\)/gm
  return sourceFiles().flatMap((file) => {
    const text = readFileSync(path.join(SOURCE, file), 'utf8')
    return [...text.matchAll(pattern)]
      .filter(([, names]) => !isTypesOnly(names ?? ''))
      .map(([, , plain, dynamic]) => ({ file, from: plain ?? dynamic ?? '' }))
  })
}

function isTypesOnly(names: string): boolean {
  const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1]
  if (listed === undefined) return false
  const each = listed.split(',').map((name) => name.trim())
  return each.filter(Boolean).every((name) => name.startsWith('type '))
}

function resolve(file: string, from: string): string {
  return from.startsWith('.') ? path.join(path.dirname(file), from) : ''
}

/** The folder of src/ that a file is in, or the file itself where it is in none. */
function partOf(file: string): string {
  return file.split(path.sep)[0] ?? ''
}
