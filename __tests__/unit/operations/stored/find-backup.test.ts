import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import type { BackupStore } from '../../../../src/destinations/store.ts'
import { findBackup } from '../../../../src/operations/stored/find-backup.ts'
import { backupId } from '../../../../src/plan/backup-name.ts'
import type { WantedBackup } from '../../../../src/plan/restore.ts'

const HOUR_MS = 3_600_000
const fixture = JSON.parse(
  await readFile(join(import.meta.dirname, '../../../fixtures/manifest-v1.json'), 'utf8'),
)
const never = new AbortController().signal

const idAt = (hours: number) => backupId('shop', new Date(Date.now() + hours * HOUR_MS), 'aaaaaa')

/** A store that holds nothing but the manifests of these backups. */
function storeOf(ids: readonly string[]): BackupStore {
  const unused = async () => assert.fail('is not asked for')
  return {
    label: 'here',
    async *list() {
      for (const id of ids) yield `${id}.manifest.json`
    },
    async *read(name, path) {
      const id = path.replace('.manifest.json', '')
      yield Buffer.from(
        JSON.stringify({
          ...fixture,
          id,
          name,
          dump: {
            ...fixture.dump,
            files: [{ path: `${id}.dump`, sizeBytes: 1, sha256: '0'.repeat(64) }],
          },
        }),
      )
    },
    put: unused,
    remove: unused,
    async *series() {},
  }
}

async function find(ids: readonly string[], wanted: WantedBackup) {
  const warnings: string[] = []
  const found = await findBackup(storeOf(ids), wanted, never, (line) => void warnings.push(line))
  return { id: found.manifest.id, warnings }
}

const latest = { name: 'shop', newest: 'latest' } as const

test('what says that it is from the future is not the latest, and that is told', async () => {
  const [future, newest, older] = [idAt(1), idAt(0), idAt(-1)]
  const { id, warnings } = await find([older, future, newest], latest)
  assert.equal(id, newest)
  assert.match(warnings.join(), new RegExp(`^${future} says that it is from the future`))
})

test('it is taken where it is named, or where there is nothing else', async () => {
  const [future, later] = [idAt(1), idAt(2)]
  assert.deepEqual(await find([future, idAt(0)], { id: future }), { id: future, warnings: [] })
  assert.deepEqual(await find([future, later], latest), { id: later, warnings: [] })
})
