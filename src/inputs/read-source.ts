import type { Host } from '../host/host.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { Selection } from './backup.ts'
import type { ForkInputs } from './fork.ts'
import { InputProblem } from './parse.ts'
import type { InputReader } from './read.ts'
import { type ConnectionInputs, readConnection } from './read-connection.ts'

/**
 * Reads how the source of a dump or a copy is reached.
 *
 * @returns undefined where Heroku or Neon tells that; the PG* variables are not meant then
 */
export function readSource(
  host: Host,
  read: InputReader,
  names: ConnectionInputs,
  { provider }: ForkInputs,
): ConnectionSettings | undefined {
  const isTold = provider?.name === 'heroku' || provider?.name === 'neon'
  if (!isTold || read.text(names.url) !== undefined) return readConnection(host, read, names)
  for (const name of [names.rootCertificate, names.clientCertificate, names.clientKey]) {
    const given = name !== undefined && read.text(name) !== undefined
    if (given) read.problem(name, new InputProblem(`it needs ${names.url}.`))
  }
  return undefined
}

/**
 * Reads what of a source is meant, in the words of pg_dump.
 *
 * In `_heroku` are functions of Heroku's event triggers, which its own tools leave out as well
 * (`pg:pull`): nobody else may create them, and every database there has them.
 */
export function readSelection(read: InputReader, { provider }: ForkInputs): Selection {
  const ofProvider = provider?.name === 'heroku' ? ['_heroku'] : []
  return {
    schemas: read.lines('schemas'),
    excludeSchemas: [...read.lines('exclude-schemas'), ...ofProvider],
    tables: read.lines('tables'),
    excludeTables: read.lines('exclude-tables'),
    excludeTableData: read.lines('exclude-table-data'),
  }
}
