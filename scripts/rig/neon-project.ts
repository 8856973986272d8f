import type { PostgresServer } from './postgres-server.ts'
import { startFork } from './replica.ts'

/** An error of the API. */
export class NeonRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The fields of a branch, named as in Neon's answers. */
export interface NeonBranch {
  readonly id: string
  readonly name: string
  readonly created_at: string
  readonly parent_id?: string
  readonly default?: boolean
  readonly protected?: boolean
  readonly expires_at?: string
  readonly init_source?: string
  readonly [field: string]: unknown
}

interface Branch {
  fields: NeonBranch
  /** How often it is still listed once it is being deleted; undefined: it is not. */
  listings?: number
  fork?: Promise<PostgresServer> | undefined
}

interface Operation {
  readonly id: string
  readonly branch_id: string
  readonly action: string
  /** What is told of it, one for each question, before it is finished. */
  script: Told[]
}

export interface Told {
  readonly status: string
  readonly error?: string
  readonly retry_at?: string
}

/** What is asked for with a new branch. */
interface Wish {
  readonly branch?: Partial<NeonBranch>
  readonly endpoints?: readonly object[]
}

/** A project of the stand-in for Neon: its default branch `br-main`, and what is made of it. */
export class NeonProject {
  readonly id = 'shop-project-1'
  /** Told of each operation of a new branch, one for each question, until it is finished. */
  operationScript: readonly Told[] = [{ status: 'scheduling' }, { status: 'running' }]
  /** How often a deleted branch is still listed. */
  listingsAfterEnd = 1
  /** `expires_at` and `hard_delete` are not for everyone. */
  knowsExpiry = true
  knowsHardDelete = true
  /** The roles whose passwords the project stores. */
  roles = ['postgres']
  databases = ['shop']
  /** What a new branch has besides what was asked for. */
  overrides: Partial<NeonBranch> = {}
  now = () => new Date()
  /** The ids of all branches that were deleted, and whether for good. */
  readonly deleted: { readonly id: string; readonly isHard: boolean }[] = []
  readonly #branches = new Map<string, Branch>()
  readonly #operations: Operation[] = []
  readonly #source: PostgresServer | undefined
  #lastId = 0

  constructor(source: PostgresServer | undefined) {
    this.#source = source
    this.add({ id: 'br-main', name: 'main', default: true, logical_size: 30_000_000_000 })
  }

  add(fields: Partial<NeonBranch> & { readonly id: string; readonly name: string }): void {
    const usual = {
      project_id: this.id,
      current_state: 'ready',
      created_at: '2024-01-01T00:00:00Z',
    }
    this.#branches.set(fields.id, { fields: { ...usual, ...fields } })
  }

  /** Takes a branch away without a word. */
  forget(id: string): void {
    this.#branches.delete(id)
  }

  get branches(): NeonBranch[] {
    return [...this.#branches.values()].map(({ fields }) => fields)
  }

  named(name: string): NeonBranch | undefined {
    return this.branches.find((branch) => branch.name === name)
  }

  /** The server of a branch that was really made. */
  async server(name: string): Promise<PostgresServer | undefined> {
    return [...this.#branches.values()].find(({ fields }) => fields.name === name)?.fork
  }

  async stop(): Promise<void> {
    for (const branch of this.#branches.values()) await stopFork(branch)
  }

  async list(search: string): Promise<NeonBranch[]> {
    for (const branch of this.#branches.values()) {
      if (branch.listings === undefined || branch.listings-- > 0) continue
      this.#branches.delete(branch.fields.id)
      await stopFork(branch)
    }
    return this.branches.filter(({ id, name }) => `${id} ${name}`.includes(search))
  }

  require(id: string): NeonBranch {
    const branch = this.#branches.get(id)
    if (branch === undefined) throw new NeonRefusal(404, '', 'branch not found')
    return branch.fields
  }

  create({ branch: wish = {}, endpoints = [] }: Wish): object {
    const { name = '', parent_id: parentId = 'br-main', expires_at: expiry } = wish
    this.require(parentId)
    if (expiry !== undefined && !this.knowsExpiry) {
      throw new NeonRefusal(422, '', 'branch expiration is not available for this account')
    }
    if (expiry !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expiry)) {
      throw new NeonRefusal(400, '', 'expires_at has the wrong format')
    }
    if (this.named(name) !== undefined) {
      const message = `branch already exists; branch_name:"${name}"`
      throw new NeonRefusal(409, 'BRANCH_ALREADY_EXISTS', message)
    }
    const id = `br-fork-${++this.#lastId}`
    const made = { ...wish, id, name, parent_id: parentId, created_at: this.now().toISOString() }
    this.add({ init_source: 'parent-data', ...made, ...this.overrides })
    const kept = this.#branches.get(id)
    const fork = this.#source && startFork(this.#source)
    fork?.catch(() => {})
    if (kept !== undefined) kept.fork = fork
    const actions = ['create_branch', ...endpoints.map(() => 'start_compute')]
    const operations = actions.map((action) => this.#begin(id, action))
    return { branch: this.require(id), endpoints: [this.#endpoint(id)], operations }
  }

  #begin(branchId: string, action: string): object {
    const id = `op-${this.#operations.length + 1}`
    const operation = { id, branch_id: branchId, action, script: [...this.operationScript] }
    this.#operations.unshift(operation)
    return { id, branch_id: branchId, action, status: 'scheduling', failures_count: 0 }
  }

  operation(id: string): object {
    const found = this.#operations.find((operation) => operation.id === id)
    if (found === undefined) throw new NeonRefusal(404, '', 'operation not found')
    const { script, ...fields } = found
    return { ...fields, failures_count: 0, ...(script.shift() ?? { status: 'finished' }) }
  }

  get operations(): object[] {
    return this.#operations.map(({ script: _, ...fields }) => ({ ...fields, status: 'running' }))
  }

  get endpoints(): object[] {
    return this.branches.map(({ id }) => this.#endpoint(id))
  }

  #endpoint(branchId: string) {
    const host = `ep-${branchId}.eu-central-1.aws.neon.tech`
    return { id: `ep-${branchId}`, branch_id: branchId, type: 'read_write', host }
  }

  async connectionUri(branchId: string, database: string, role: string): Promise<string> {
    this.require(branchId)
    if (!this.databases.includes(database)) throw new NeonRefusal(404, '', 'database not found')
    if (!this.roles.includes(role)) throw new NeonRefusal(404, '', 'role not found')
    const server = (await this.#branches.get(branchId)?.fork) ?? this.#source
    if (server !== undefined) return server.url(database)
    const { host } = this.#endpoint(branchId)
    return `postgresql://${role}:Neon-Password-7@${host}/${database}?sslmode=require`
  }

  /** Resolves to the answer, or to undefined for 204. */
  delete(id: string, isHard: boolean): object | undefined {
    const branch = this.#branches.get(id)
    if (branch === undefined || branch.listings !== undefined) return undefined
    if (isHard && !this.knowsHardDelete) {
      throw new NeonRefusal(400, '', 'hard_delete is not available for this account')
    }
    const hasChildren = this.branches.some(({ parent_id }) => parent_id === id)
    if (branch.fields.default === true || branch.fields.parent_id === undefined || hasChildren) {
      throw new NeonRefusal(422, '', 'cannot delete a root, default or parent branch')
    }
    this.deleted.push({ id, isHard })
    branch.listings = this.listingsAfterEnd
    return { branch: branch.fields, operations: [this.#begin(id, 'delete_timeline')] }
  }
}

async function stopFork({ fork }: Branch): Promise<void> {
  const server = await fork?.catch(() => undefined)
  await server?.stop()
}
