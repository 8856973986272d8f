import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import { Slots, TaskGroup } from '../../../src/copy/task-group.ts'

const never = new AbortController().signal

test('the first failure stops the others and is the one that is told', async () => {
  const group = new TaskGroup(never)
  group.start(async () => {
    await once(group.signal, 'abort')
    throw new Error('what it led to')
  })
  group.start(() => Promise.reject(new Error('first')))
  await assert.rejects(group.ended(), /first/)
  group.start(() => assert.fail('nothing starts after a failure'))
  await assert.rejects(group.ended(), /first/)
})

test('tasks that tasks have started are waited for', async () => {
  const group = new TaskGroup(never)
  const done: string[] = []
  group.start(async () => {
    done.push('one')
    group.start(async () => {
      await Promise.resolve()
      done.push('two')
    })
  })
  await group.ended()
  assert.deepEqual(done, ['one', 'two'])
})

test('a run that is cancelled ends as such', async () => {
  const outer = new AbortController()
  const group = new TaskGroup(outer.signal)
  group.start(async () => {
    await once(group.signal, 'abort')
    throw new Error('a socket was closed')
  })
  outer.abort()
  await assert.rejects(group.ended(), { name: 'AbortError' })
})

test('no more run at a time than there are slots, in order', async () => {
  const slots = new Slots(2)
  const events: string[] = []
  const works = ['a', 'b', 'c', 'd'].map((name) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const run = slots.run(async () => {
      events.push(name)
      await promise
    })
    return { run, resolve }
  })
  await Promise.resolve()
  assert.deepEqual(events, ['a', 'b'])
  works[1]?.resolve()
  await works[1]?.run
  await new Promise(setImmediate)
  assert.deepEqual(events, ['a', 'b', 'c'])
  for (const { resolve } of works) resolve()
  await Promise.all(works.map(({ run }) => run))
  assert.deepEqual(events, ['a', 'b', 'c', 'd'])
})
