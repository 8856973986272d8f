import { UserError } from '../errors.ts'

/** A connection as libpq's keywords and values, wherever it was written. */
export type Keywords = Map<string, string>

/** Keywords that become fields of ConnectionSettings. */
const FIELDS = [
  'host',
  'port',
  'dbname',
  'user',
  'password',
  'passfile',
  'service',
  'servicefile',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
]

/** Keywords that are kept as they are and honoured by libpq, by node-postgres, or by both. */
const PARAMETERS = [
  'application_name',
  'channel_binding',
  'client_encoding',
  'connect_timeout',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'options',
  'ssl_max_protocol_version',
  'ssl_min_protocol_version',
  'sslnegotiation',
  'sslsni',
  'target_session_attrs',
  'tcp_user_timeout',
]

/** Keywords of libpq that change nothing here. */
const WITHOUT_EFFECT = [
  'fallback_application_name',
  'gssencmode',
  'gssdelegation',
  'gsslib',
  'load_balance_hosts',
  'sslcompression',
]

/**
 * Keywords of libpq that node-postgres cannot honour. Most of them make a connection stricter, so
 * leaving them out in silence would be wrong.
 */
const UNSUPPORTED = [
  'hostaddr',
  'krbsrvname',
  'max_protocol_version',
  'min_protocol_version',
  'replication',
  'require_auth',
  'requirepeer',
  'scram_client_key',
  'scram_server_key',
  'sslcertmode',
  'sslcrl',
  'sslcrldir',
  'sslkeylogfile',
]

/** Words of drivers and frameworks, which libpq refuses; they say how an application pools. */
const DRIVER_WORDS: Readonly<Record<string, string>> = {
  connection_limit: 'Prisma',
  pool_timeout: 'Prisma',
  socket_timeout: 'Prisma',
  statement_cache_size: 'Prisma and asyncpg',
  uselibpqcompat: 'node-postgres',
  supa: 'Vercel',
  pool: 'Rails',
  pool_size: 'SQLAlchemy',
  pool_max_conns: 'pgx',
  pool_mode: 'PgBouncer',
  prepared_statements: 'Rails',
  preparethreshold: 'JDBC',
  statement_cache_mode: 'pgx',
}

/** Driver words that choose a schema, which libpq does with `options`. */
const SCHEMA_WORDS = ['schema', 'currentschema', 'search_path']

/**
 * Checks every keyword, turns `ssl=true` into its libpq form and drops what has no effect here.
 * The keys of `given` are names only, and a name is shown only if it looks like one, because a
 * password that breaks a URL apart can end up where a name is expected.
 */
export function checkKeywords(given: Keywords): { keywords: Keywords; notes: string[] } {
  const keywords: Keywords = new Map()
  const notes: string[] = []
  for (const [name, value] of given) {
    if (FIELDS.includes(name) || PARAMETERS.includes(name)) keywords.set(name, value)
    else if (name === 'ssl') keywords.set('sslmode', keywords.get('sslmode') ?? sslMode(value))
    else if (!WITHOUT_EFFECT.includes(name)) notes.push(explainWord(name, value))
  }
  if (given.get('gssencmode') === 'require') refuse('gssencmode=require', 'Kerberos')
  return { keywords, notes }
}

export function isKnownKeyword(name: string): boolean {
  const all = [FIELDS, PARAMETERS, WITHOUT_EFFECT, UNSUPPORTED, SCHEMA_WORDS, ['ssl', 'pgbouncer']]
  return all.some((names) => names.includes(name.toLowerCase())) || driverOf(name) !== undefined
}

/** JDBC and others write `ssl=true`; libpq reads it as `sslmode=require` too. */
function sslMode(value: string): string {
  if (['true', '1', 'require'].includes(value)) return 'require'
  if (['false', '0', 'disable'].includes(value)) return 'disable'
  throw new UserError(
    'E_INPUT',
    'The connection has an `ssl=` that is neither true nor false.',
    'Use sslmode=require, or sslmode=verify-full with ssl-root-cert.',
  )
}

/** A sentence on a word that is dropped; throws where dropping it would be wrong. */
function explainWord(name: string, value: string): string {
  const word = name.toLowerCase()
  const driver = driverOf(word)
  if (driver !== undefined)
    return `\`${word}\` is a word of ${driver} and has no effect on a backup.`
  if (SCHEMA_WORDS.includes(word)) {
    return `\`${name}=\` in the connection has no effect: the whole database is dumped. The input \`schemas\` takes one schema.`
  }
  if (word === 'pgbouncer' && value !== 'true')
    return '`pgbouncer=false` has no effect on a backup.'
  if (word === 'pgbouncer') {
    throw new UserError(
      'E_POOLER',
      'The connection says `pgbouncer=true`, which is how Prisma marks a transaction pooler, and a dump cannot go through one.',
      'Use the direct URL of the database (Prisma calls it `directUrl`).',
    )
  }
  if (UNSUPPORTED.includes(word) || word.startsWith('oauth_')) refuse(word, 'It')
  throw unknownKeyword(name)
}

function driverOf(name: string): string | undefined {
  const word = name.toLowerCase()
  return Object.hasOwn(DRIVER_WORDS, word) ? DRIVER_WORDS[word] : undefined
}

function refuse(word: string, what: string): never {
  throw new UserError(
    'E_INPUT',
    `The connection asks for \`${word}\`. ${what} is not supported by pg-backup.`,
    word === 'hostaddr' ? 'Give the address as `host`.' : 'Connect without it.',
  )
}

function unknownKeyword(name: string): UserError {
  const shown = /^[a-z][a-z_]{0,40}$/i.test(name) ? ` \`${name}\`` : ''
  return new UserError(
    'E_INPUT',
    `The connection has an unknown keyword${shown}.`,
    'Use the keywords of libpq: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS.',
  )
}

/** The variable of each keyword, as in the manual, "Environment Variables" of libpq. */
const VARIABLES: Readonly<Record<string, string>> = {
  PGHOST: 'host',
  PGHOSTADDR: 'hostaddr',
  PGPORT: 'port',
  PGDATABASE: 'dbname',
  PGUSER: 'user',
  PGPASSWORD: 'password',
  PGPASSFILE: 'passfile',
  PGREQUIREAUTH: 'require_auth',
  PGCHANNELBINDING: 'channel_binding',
  PGSERVICE: 'service',
  PGSERVICEFILE: 'servicefile',
  PGOPTIONS: 'options',
  PGAPPNAME: 'application_name',
  PGSSLMODE: 'sslmode',
  PGSSLNEGOTIATION: 'sslnegotiation',
  PGSSLCERT: 'sslcert',
  PGSSLKEY: 'sslkey',
  PGSSLROOTCERT: 'sslrootcert',
  PGSSLCRL: 'sslcrl',
  PGSSLCRLDIR: 'sslcrldir',
  PGSSLSNI: 'sslsni',
  PGSSLCERTMODE: 'sslcertmode',
  PGREQUIREPEER: 'requirepeer',
  PGSSLMINPROTOCOLVERSION: 'ssl_min_protocol_version',
  PGSSLMAXPROTOCOLVERSION: 'ssl_max_protocol_version',
  PGCONNECT_TIMEOUT: 'connect_timeout',
  PGCLIENTENCODING: 'client_encoding',
  PGTARGETSESSIONATTRS: 'target_session_attrs',
}

export function keywordsOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Keywords {
  const keywords: Keywords = new Map()
  for (const [variable, keyword] of Object.entries(VARIABLES)) {
    const value = environment[variable]
    if (value !== undefined && value !== '') keywords.set(keyword, value)
  }
  return keywords
}

/** The libpq variable of a kept parameter; undefined where libpq has none. */
export function variableOf(keyword: string): string | undefined {
  return Object.keys(VARIABLES).find((variable) => VARIABLES[variable] === keyword)
}
