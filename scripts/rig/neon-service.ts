import { NeonProject, NeonRefusal } from './neon-project.ts'
import type { PostgresServer } from './postgres-server.ts'
import { type Call, type Fault, type Reply, ScriptedHttp } from './scripted-http.ts'

/**
 * Starts a stand-in for Neon's API on 127.0.0.1, with one project. A branch really forks the
 * PostgreSQL that was given, and its deletion stops the fork; without a server a branch has an
 * address that does not exist.
 */
export async function startNeon(source?: PostgresServer): Promise<NeonService> {
  const service = new NeonService(source)
  await service.listen('neon')
  return service
}

/** The running stand-in; a kind of request is as in `DELETE /branches/br-1`. `await using` stops it. */
export class NeonService extends ScriptedHttp {
  readonly apiKey = 'napi_rig_secret_key_1234567890'
  readonly project: NeonProject

  constructor(source: PostgresServer | undefined) {
    super()
    this.project = new NeonProject(source)
  }

  /** The variable that leads here. */
  get env(): Record<string, string> {
    return { NEON_API_URL: `${this.urlOf('neon')}/api/v2` }
  }

  /** Answers requests of a kind with an error. */
  refuse(on: string | RegExp, status: number, message: string, more: Partial<Fault> = {}): void {
    this.fail({ on, status, body: { request_id: 'rig-request', code: '', message }, ...more })
  }

  override async stop(): Promise<void> {
    await super.stop()
    await this.project.stop()
  }

  /** Within the project. */
  protected override kindOf({ method, path }: Call): string {
    return `${method} ${path.replace(`/api/v2/projects/${this.project.id}`, '') || '/'}`
  }

  protected async answer(call: Call): Promise<Reply> {
    try {
      if (call.headers.authorization !== `Bearer ${this.apiKey}`) {
        throw new NeonRefusal(401, '', 'supplied credentials do not pass authentication')
      }
      const body = await this.#route(call)
      if (body === undefined) return { status: 204 }
      return { status: call.method === 'POST' ? 201 : 200, body }
    } catch (error) {
      if (!(error instanceof NeonRefusal)) throw error
      const { status, code, message } = error
      return { status, body: { request_id: 'rig-request', code, message } }
    }
  }

  async #route(call: Call): Promise<object | undefined> {
    const { project } = this
    const { query } = call
    const [, kind = '', item = '', part = ''] = this.kindOf(call).split('/')
    switch ([kindOfRoute(call.method, kind), item && ':id', part].filter(Boolean).join('/')) {
      case 'GET':
        return { project: { id: project.id, region_id: 'aws-eu-central-1' } }
      case 'GET branches':
        return page(await project.list(query.get('search') ?? ''), query.get('cursor') ?? '0')
      case 'POST branches':
        return project.create(call.body as object)
      case 'GET branches/:id':
        return { branch: project.require(item) }
      case 'DELETE branches/:id':
        return project.delete(item, query.get('hard_delete') === 'true')
      case 'GET branches/:id/databases':
        return { databases: project.databases.map((name) => ({ name, owner_name: 'postgres' })) }
      case 'GET operations':
        return { operations: project.operations }
      case 'GET operations/:id':
        return { operation: project.operation(item) }
      case 'GET endpoints':
        return { endpoints: project.endpoints }
      case 'GET connection_uri':
        return { uri: await this.#uri(query) }
      default:
        throw new NeonRefusal(404, '', 'project or route not found')
    }
  }

  async #uri(query: URLSearchParams): Promise<string> {
    const [branch, database, role] = ['branch_id', 'database_name', 'role_name'].map((name) =>
      query.get(name),
    )
    if (!branch || !database || !role || query.get('pooled') !== 'false') {
      throw new NeonRefusal(400, '', 'database_name, role_name and pooled=false are wanted here')
    }
    return this.project.connectionUri(branch, database, role)
  }
}

function kindOfRoute(method: string, kind: string): string {
  return kind === '' ? method : `${method} ${kind}`
}

/** Two to a page, so that a caller who stops at the first is found out. */
function page(all: readonly object[], cursor: string): object {
  const from = Number(cursor)
  const next = from + 2 < all.length ? { next: String(from + 2) } : {}
  return { branches: all.slice(from, from + 2), pagination: next }
}
