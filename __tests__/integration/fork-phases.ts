import type { ForkBed } from './fork-bed.ts'
import type { SeenRequest } from './stand-ins/fault-proxy.ts'
import type { TestBucket } from './test-bucket.ts'

/** A point at which a run comes to a stop. */
export interface Stop {
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** The backup may be complete by then, and the run a success. */
  readonly mayBeDone?: true
  /** Whether a run has got there. */
  isThere(): boolean | Promise<boolean>
}

type Phase = (bed: ForkBed, bucket: TestBucket) => Promise<Stop>

const creates = 'POST /apps/shop/addons'
const deletes = /^DELETE .*\/addons\//
const isPart = ({ method, query }: SeenRequest) => method === 'PUT' && /partNumber=/.test(query)

/** Every phase in which a run that forks can spend any time, from the request for the fork on. */
export const PHASES: Readonly<Record<string, Phase>> = {
  'creating, when it was made': async ({ heroku }) => {
    heroku.fail({ on: creates, isDone: true, socket: 'silent' })
    return { isThere: () => heroku.forks.length > 0 }
  },
  'creating, when it was not made': async ({ heroku }) => {
    heroku.fail({ on: creates, socket: 'silent' })
    return { isThere: () => heroku.callsTo(creates).length > 0 }
  },
  waiting: async ({ heroku }) => {
    heroku.behaviour.ends = 'never'
    return { isThere: () => heroku.callsTo(/^GET \/addons\/pg-backup-fork/).length > 0 }
  },
  dumping: async (bed) => ({
    inputs: { compression: 'none', 'rate-limit': '20kB/s' },
    isThere: async () => (await bed.copying()) > 0,
  }),
  uploading: async (bed, bucket) => {
    const { proxy, destination } = bed.use(await bucket.place())
    proxy.add({ when: isPart, fault: { kind: 'stall', afterBytes: 1 }, times: 99 })
    return {
      inputs: { compression: 'none', destination },
      env: bucket.env,
      isThere: () => proxy.seen.some((line) => /^PUT .*partNumber=/.test(line)),
    }
  },
  'destroying, which takes a while': async ({ heroku }) => {
    heroku.behaviour.deprovisioning = 2
    return { mayBeDone: true, isThere: () => heroku.callsTo(deletes).length > 0 }
  },
  'destroying, which is not answered': async ({ heroku }) => {
    heroku.fail({ on: deletes, socket: 'silent' })
    return { mayBeDone: true, isThere: () => heroku.callsTo(deletes).length > 0 }
  },
}
