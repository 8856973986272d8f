import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultTuning } from '../../../../src/destinations/objects/tuning.ts'
import { S3Storage } from '../../../../src/destinations/s3/storage.ts'
import { secretsOf } from '../../../../src/host/process-environment.ts'
import { TerminalHost } from '../../../../src/host/terminal.ts'
import { publish } from '../../../../src/operations/records/publish.ts'

const { signal } = new AbortController()

/** As aws-actions/configure-aws-credentials sets them. */
const keys = {
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE00',
  AWS_SECRET_ACCESS_KEY: 'secret/access+key=secret/access+key=0000',
  AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEJr//////////wEaDGV1LWNlbnRyYWwtMSJ+session==',
}

test('a link that temporary keys have signed is given out whole, and nothing else with them', async (t) => {
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  Object.assign(process.env, keys)
  const lines: string[] = []
  const out = { write: (text: string) => lines.push(text) }
  const host = new TerminalHost(process.env, signal, new Map(), { out, log: out })
  for (const secret of secretsOf(keys)) host.addSecret(secret)
  const url = { kind: 's3', text: 's3://backups', bucket: 'backups', prefix: '' } as const
  const place = { ...url, region: 'eu-central-1', pathStyle: false, create: false }
  const storage = new S3Storage(place, host, defaultTuning)
  const link = await storage.link('shop/a.dump', 60, signal)
  assert.equal(new URL(link).searchParams.get('X-Amz-Security-Token'), keys.AWS_SESSION_TOKEN)
  const outputs = { links: link, latest: keys.AWS_SESSION_TOKEN }
  await publish(host, { lines: [link], outputs, summary: '' }, false)
  assert.deepEqual(lines.slice(1), [`links=${link}\n`, 'latest=***\n'])
  assert.doesNotMatch(lines[0] ?? '', /IQoJb3JpZ2lu/)
})
