import { at, list, textAt } from '../json.ts'

/**
 * What Neon's answers hold, read with care: a field may be missing, null or of another type. The
 * names are those of its OpenAPI description (@neondatabase/api-client 2.7.3).
 */
export interface Branch {
  /** `br-…` */
  readonly id: string
  readonly name: string
  /** Empty: a root branch. */
  readonly parentId: string
  /** `init`, `resetting`, `ready`, `archived` */
  readonly state: string
  readonly isDefault: boolean
  readonly isProtected: boolean
  /** `parent-data`, or `schema-only`: without any rows. */
  readonly initSource: string
  readonly sizeBytes: number | undefined
  /** RFC 3339 */
  readonly createdAt: string
}

export interface Operation {
  readonly id: string
  readonly branchId: string
  /** `create_branch`, `start_compute`, … */
  readonly action: string
  readonly status: string
  readonly error: string
  /** When Neon itself tries again; empty: it does not. */
  readonly retryAt: string
}

export interface Endpoint {
  readonly branchId: string
  readonly host: string
  /** `read_write` or `read_only` */
  readonly type: string
}

export interface Database {
  readonly name: string
  readonly owner: string
}

/** A branch that was asked for, and what Neon still has to do for it. */
export interface MadeBranch {
  readonly id: string
  readonly operations: readonly Operation[]
}

export function readBranch(value: unknown): Branch {
  const size = at(value, 'logical_size')
  return {
    id: textAt(value, 'id'),
    name: textAt(value, 'name'),
    parentId: textAt(value, 'parent_id'),
    state: textAt(value, 'current_state'),
    isDefault: at(value, 'default') === true || at(value, 'primary') === true,
    isProtected: at(value, 'protected') === true,
    initSource: textAt(value, 'init_source'),
    sizeBytes: typeof size === 'number' && size >= 0 ? size : undefined,
    createdAt: textAt(value, 'created_at'),
  }
}

export function readOperation(value: unknown): Operation {
  return {
    id: textAt(value, 'id'),
    branchId: textAt(value, 'branch_id'),
    action: textAt(value, 'action'),
    status: textAt(value, 'status'),
    error: textAt(value, 'error'),
    retryAt: textAt(value, 'retry_at'),
  }
}

export function readEndpoint(value: unknown): Endpoint {
  return {
    branchId: textAt(value, 'branch_id'),
    host: textAt(value, 'host'),
    type: textAt(value, 'type'),
  }
}

export function readDatabase(value: unknown): Database {
  return { name: textAt(value, 'name'), owner: textAt(value, 'owner_name') }
}

export function readMadeBranch(value: unknown): MadeBranch {
  const operations = list(at(value, 'operations')).map(readOperation)
  return { id: textAt(value, 'branch', 'id'), operations }
}
