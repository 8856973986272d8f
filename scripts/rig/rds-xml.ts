/** The names of list members in the XML of RDS, by the name of the list; others are `member`. */
const MEMBERS: Readonly<Record<string, string>> = {
  DBInstances: 'DBInstance',
  DBParameterGroups: 'DBParameterGroup',
  TagList: 'Tag',
  VpcSecurityGroups: 'VpcSecurityGroupMembership',
}

/** An answer of the RDS query API, as the SDK reads it. */
export function answerXml(action: string, result: object): string {
  const content = element(`${action}Result`, result)
  const metadata = element('ResponseMetadata', { RequestId: 'rig-request' })
  const namespace = 'xmlns="http://rds.amazonaws.com/doc/2014-10-31/"'
  return `<${action}Response ${namespace}>${content}${metadata}</${action}Response>`
}

/** @param code as on the wire: `DBInstanceNotFound`, without `Fault` */
export function errorXml(code: string, message: string): string {
  const error = element('Error', { Type: 'Sender', Code: code, Message: message })
  const namespace = 'xmlns="http://rds.amazonaws.com/doc/2014-10-31/"'
  return `<ErrorResponse ${namespace}>${error}<RequestId>rig-request</RequestId></ErrorResponse>`
}

function element(name: string, value: unknown): string {
  if (value === undefined) return ''
  return `<${name}>${contentOf(name, value)}</${name}>`
}

function contentOf(name: string, value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) {
    return value.map((each) => element(MEMBERS[name] ?? 'member', each)).join('')
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, each]) => element(key, each))
      .join('')
  }
  return String(value).replace(/[&<>]/g, (each) => `&#${each.charCodeAt(0)};`)
}
