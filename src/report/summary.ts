import type { DumpFormat, Manifest } from '../manifest/manifest.ts'
import { listCommand } from './download-steps.ts'
import { forkCell } from './fork-lines.ts'
import { formatBytes, formatCount, formatDuration, formatPercent, plural } from './format.ts'
import { markdownCode, markdownTable, markdownText, shellBlock } from './markdown.ts'
import {
  archiveFiles,
  type BackupReport,
  type DestinationReport,
  tableCount,
  totalBytes,
  totalRows,
} from './report.ts'
import { restoreSteps } from './restore-steps.ts'
import { comparisonSection } from './shrink-lines.ts'
import { failureText, lockText, paragraphs, phaseChart, warningList } from './summary-parts.ts'

const TABLES_SHOWN = 10
const PRUNED_SHOWN = 10

/** The job summary, as Markdown. Foreign text in it is inert; secrets were never in the report. */
export function renderSummary(report: BackupReport): string {
  const sections = [
    `## Backup of ${markdownText(report.name)}: ${report.failure === null ? 'OK' : 'failed'}`,
    report.failure === null ? '' : failureText(report.failure),
    report.manifest === null ? '' : backupTable(report, report.manifest),
    report.failure === null ? '' : goodCopies(report),
    warningList(report.warnings),
    comparisonSection(report.comparison),
    prunedSection(report),
    phaseChart(report),
    report.manifest === null ? '' : largestTables(report, report.manifest),
    report.manifest === null ? '' : restoreSection(report.manifest, report.destinations),
  ]
  return `${paragraphs(sections)}\n`
}

/** How it was proven, in a sentence: what a reader may rely on, and what not. */
export function verificationSentence(manifest: Manifest): string {
  if (manifest.verification.level === 'none') {
    return 'Not verified: verify is none, so nothing has read this backup back and no rows were counted.'
  }
  const counted = `${plural(totalRows(manifest) ?? 0, 'row')} in ${plural(tableCount(manifest), 'table')} counted.`
  if (manifest.verification.level === 'restore') {
    return `Restored into a scratch server; ${counted}`
  }
  return `${READ_BACK[manifest.dump.format]}; ${counted}`
}

const READ_BACK: Readonly<Record<DumpFormat, string>> = {
  custom: 'pg_restore decoded the whole archive while it was written',
  tar: 'pg_restore decoded the whole archive while it was written',
  directory: 'All files of the archive were decoded',
  plain: 'The script was read to its end while it was written',
}

function backupTable(report: BackupReport, manifest: Manifest): string {
  const { source, dump } = manifest
  const bytes = totalBytes(manifest)
  const share = source.sizeBytes > 0 ? ` (${formatPercent(bytes / source.sizeBytes)} of it)` : ''
  const [file, ...more] = archiveFiles(manifest)
  const rows: [string, string][] = [
    ['Backup', markdownCode(manifest.id)],
    ['Database', `${markdownCode(source.database)}, ${formatBytes(source.sizeBytes)}`],
    ...forkRow(report),
    ['Server', `PostgreSQL ${markdownText(source.serverVersion)}`],
    ['Archive', `${formatBytes(bytes)}${share}, ${dump.format}, ${markdownText(dump.compression)}`],
    ...encryptionRow(manifest),
    ['Client', `pg_dump ${markdownText(dump.clientVersion)}${clientSource(report)}`],
    ...report.destinations.map((one): [string, string] => ['Stored', storedCell(one)]),
    ['Verified', markdownText(verificationSentence(manifest))],
  ]
  if (file !== undefined && more.length === 0) rows.push(['SHA-256', markdownCode(file.sha256)])
  if (report.retries > 0) rows.push(['Retries', formatCount(report.retries)])
  rows.push(['Time', formatDuration(report.durationSeconds)])
  return markdownTable(['', ''], rows)
}

function forkRow({ fork }: BackupReport): [string, string][] {
  if (fork === null) return []
  return [['Dumped from', forkCell(fork)]]
}

function encryptionRow({ encryption }: Manifest): [string, string][] {
  if (encryption === null) return []
  const names = encryption.sealed === null ? '' : '; table names and their rows are sealed too'
  return [['Encrypted', markdownText(`age, ${lockText(encryption.recipients)}${names}`)]]
}

function clientSource({ clientSource: source }: BackupReport): string {
  return source === null ? '' : ` (${source})`
}

function storedCell({ label, stored, failure }: DestinationReport): string {
  if (stored?.artifact !== undefined && /^https:\/\/[\w.:/-]+$/.test(stored.artifact.url)) {
    return `[${markdownText(label)}](${stored.artifact.url})`
  }
  if (stored !== null) return markdownCode(stored.location)
  return `no: ${markdownCode(label)}${failure === null ? '' : ` ${markdownCode(failure.code)}`}`
}

function prunedSection({ pruned }: BackupReport): string {
  const lines = pruned
    .filter(({ removed }) => removed.length > 0)
    .map(({ location, removed }) => {
      const shown = removed.slice(0, PRUNED_SHOWN).map(markdownCode).join(', ')
      const more = removed.length - PRUNED_SHOWN
      return `- ${markdownCode(location)}: ${shown}${more > 0 ? ` and ${formatCount(more)} more` : ''}`
    })
  return lines.length === 0 ? '' : ['### Removed by keep', lines.join('\n')].join('\n\n')
}

/** A failed run's reader wants to know one thing first: is there any backup to fall back on? */
function goodCopies(report: BackupReport): string {
  const stored = report.destinations.filter((one) => one.stored !== null)
  const reasons = report.destinations.flatMap(({ label, failure }) =>
    failure === null || report.failure?.message.includes(failure.message)
      ? []
      : [`- ${markdownCode(label)}: ${failureText(failure)}`],
  )
  const copies = stored.map((one) => `- ${storedCell(one)}`)
  const earlier = [...new Set(report.destinations.map((one) => listCommand(report.name, one)))]
  return paragraphs([
    '### Where a good copy lies',
    copies.length === 0
      ? 'This run kept no backup. Earlier ones are untouched.'
      : ['This run kept a complete backup here:', ...copies].join('\n'),
    earlier.length === 0 ? '' : shellBlock(earlier),
    reasons.length === 0 ? '' : ['It could not be kept here either:', ...reasons].join('\n'),
  ])
}

function largestTables(report: BackupReport, manifest: Manifest): string {
  const sizes = new Map(report.relations.map((one) => [tableKey(one), one.sizeBytes]))
  const tables = manifest.tables
    .map((table) => ({ ...table, sizeBytes: sizes.get(tableKey(table)) ?? 0 }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes || b.rows - a.rows)
    .slice(0, TABLES_SHOWN)
  if (tables.length === 0) return ''
  const rows = tables.map((table) => [
    markdownCode(`${table.schema}.${table.name}`),
    formatCount(table.rows),
    sizes.has(tableKey(table)) ? formatBytes(table.sizeBytes) : '',
  ])
  const more = manifest.tables.length - tables.length
  return paragraphs([
    '### Largest tables',
    markdownTable(['Table', 'Rows in the backup', 'Size in the database'], rows, [
      'left',
      'right',
      'right',
    ]),
    more === 0 ? '' : `and ${formatCount(more)} more, all listed in the manifest.`,
  ])
}

function tableKey({ schema, name }: { schema: string; name: string }): string {
  return JSON.stringify([schema, name])
}

function restoreSection(manifest: Manifest, destinations: readonly DestinationReport[]): string {
  const stored = destinations.find((one) => one.stored !== null)
  if (stored === undefined) return ''
  const { download, check, decrypt, restore } = restoreSteps(manifest, stored)
  const major = manifest.dump.clientVersion.split('.')[0] ?? ''
  return [
    '### How to restore it',
    `Stock tools are enough, of PostgreSQL ${markdownText(major)} or later. Set ${'`PGHOST`'}, ${'`PGUSER`'} and ${'`PGPASSWORD`'} for the server to restore to.`,
    shellBlock([...download, ...check, ...decrypt, ...restore]),
  ].join('\n\n')
}
