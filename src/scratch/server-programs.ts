import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from '../client/client.ts'

/** Whether a client's folder holds the server as well, as the wheel's and some of the system's do. */
export async function hasServer({ directory }: Pick<Client, 'directory'>): Promise<boolean> {
  try {
    const programs = ['initdb', 'postgres'].map((name) => path.join(directory, name))
    await Promise.all(programs.map((program) => access(program, constants.X_OK)))
    return true
  } catch {
    return false
  }
}
