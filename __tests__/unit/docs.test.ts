import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { parse } from 'yaml'
import { folderOf } from '../../scripts/contract-text.ts'
import { ERROR_CODES } from '../../src/errors.ts'
import { ACTIONS } from '../../src/inputs/definition.ts'
import { inputsOf } from '../../src/inputs/definitions.ts'

const project = join(import.meta.dirname, '../..')
const readmes = ACTIONS.map((action) => join(folderOf(action), 'README.md'))
const pages = [...new Set([...globSync(['*.md', 'docs/**/*.md'], { cwd: project }), ...readmes])]
const ours = ACTIONS.map((action) => `${join('org/pg-backup-action', folderOf(action))}@v1`)
const read = (page: string) => readFileSync(join(project, page), 'utf8')
const headings = (page: string) =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)

/** As GitHub makes it of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')

test('every error code has its heading, and no heading has a code that does not exist', () => {
  const codes = headings('docs/troubleshooting.md').filter((heading) => heading.startsWith('E_'))
  assert.deepEqual(codes, [...ERROR_CODES])
})

test('every link inside the project leads to a file and a heading that are there', () => {
  const broken: string[] = []
  for (const page of pages) {
    for (const [, link = ''] of read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', fragment] = link.split('#')
      const target = path === '' ? page : join(dirname(page), path)
      const isThere = existsSync(join(project, target))
      const isNamed = fragment === undefined || headings(target).map(anchor).includes(fragment)
      if (!isThere || !isNamed) broken.push(`${page}: ${link}`)
    }
  }
  assert.deepEqual(broken, [])
})

const blocks = ['docs/recipes.md', ...readmes].flatMap((page) =>
  [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block),
)

test('every action in a recipe is pinned, and every workflow in it has the guards of the others', () => {
  const uses = blocks.flatMap((block) => [...block.matchAll(/uses: (\S+)(.*)/g)])
  assert.ok(uses.length > 10)
  for (const [line, action = '', comment = ''] of uses) {
    if (ours.includes(action)) continue
    assert.match(`${action}${comment}`, /@[0-9a-f]{40} # v\d/, line)
  }
  const workflows = blocks.filter((block) => block.startsWith('name:'))
  for (const guard of ['permissions: {}', 'concurrency:', 'timeout-minutes:', 'environment:']) {
    for (const workflow of workflows) assert.ok(workflow.includes(guard), `${guard}\n${workflow}`)
  }
})

interface Step {
  readonly uses: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** The steps anywhere in a block, which is a workflow or a part of one. */
function stepsIn(node: unknown): Step[] {
  if (typeof node !== 'object' || node === null) return []
  const below = Object.values(node).flatMap(stepsIn)
  return 'uses' in node && typeof node.uses === 'string' ? [node as Step, ...below] : below
}

test('every input that a recipe gives is one that the action has', () => {
  const steps = blocks.flatMap((block) => stepsIn(parse(block)))
  const unknown: string[] = []
  let found = 0
  for (const { uses, with: inputs = {} } of steps) {
    const action = ACTIONS[ours.indexOf(uses)]
    if (action === undefined) continue
    found += 1
    const known = inputsOf(action).map(({ name }) => name)
    unknown.push(...Object.keys(inputs).filter((name) => !known.includes(name)))
  }
  assert.ok(found > 20, `${found}`)
  assert.deepEqual(unknown, [])
})
