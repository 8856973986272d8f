import { TextDecoder } from 'node:util'

/**
 * The WHATWG name of a PostgreSQL encoding, for decoding the names in a dump (PostgreSQL manual,
 * table 23.3; WHATWG Encoding Standard). What has no such name is read as UTF-8, lossily: only the
 * names shown to people depend on it, never the data.
 */
export function textDecoderFor(postgresEncoding: string): TextDecoder {
  try {
    return new TextDecoder(whatwgName(postgresEncoding.toUpperCase()))
  } catch {
    return new TextDecoder('utf-8')
  }
}

const NAMES: Readonly<Record<string, string>> = {
  UTF8: 'utf-8',
  SQL_ASCII: 'utf-8',
  LATIN1: 'iso-8859-1',
  LATIN2: 'iso-8859-2',
  LATIN3: 'iso-8859-3',
  LATIN4: 'iso-8859-4',
  LATIN5: 'iso-8859-9',
  LATIN6: 'iso-8859-10',
  LATIN7: 'iso-8859-13',
  LATIN8: 'iso-8859-14',
  LATIN9: 'iso-8859-15',
  LATIN10: 'iso-8859-16',
  KOI8R: 'koi8-r',
  KOI8U: 'koi8-u',
  EUC_CN: 'gbk',
  EUC_JP: 'euc-jp',
  EUC_KR: 'euc-kr',
}

function whatwgName(postgresEncoding: string): string {
  const windows = /^WIN(\d{3,4})$/.exec(postgresEncoding)?.[1]
  if (windows === '866') return 'ibm866'
  if (windows !== undefined) return `windows-${windows}`
  const iso = /^ISO_8859_(\d+)$/.exec(postgresEncoding)?.[1]
  return iso === undefined ? (NAMES[postgresEncoding] ?? 'utf-8') : `iso-8859-${iso}`
}
