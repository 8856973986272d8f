import { printable } from '../errors.ts'
import { isFromFuture } from '../plan/retention.ts'
import { boundedJson, leftOutLine } from './bounded-json.ts'
import { formatAge, formatBytes, formatCount, plural } from './format.ts'
import type { ListReport } from './list-report.ts'
import type { BackupContent, ListedBackup } from './listed-backup.ts'
import { markdownCode, markdownTable, markdownText } from './markdown.ts'
import { durationOutput, failureText, paragraphs, warningList } from './summary-parts.ts'

/** A summary has 1 MiB; whoever wants to see more has the log. */
const ROWS_SHOWN = 200

type GoodBackup = ListedBackup & { readonly content: BackupContent }

/** The job summary of a list, as Markdown. Foreign text in it is inert, and no link is in it. */
export function renderListSummary(report: ListReport): string {
  const { failure, label } = report
  const sections = [
    `## Backups in ${markdownText(label)}${failure === null ? '' : ': failed'}`,
    failure === null ? '' : failureText(failure),
    ...statements(report).map((line) => `- ${markdownText(line)}`),
    warningList(report.warnings),
    backupTable(report),
  ]
  return `${paragraphs(sections)}\n`
}

/** The table, and what is to be said of it, for the log. */
export function listLines(report: ListReport): readonly string[] {
  const width = Math.max(0, ...report.backups.map(({ id }) => id.length))
  const rows = report.backups.map((backup) =>
    [backup.id.padEnd(width), ...cellsOf(backup, report.now)].join('  ').trimEnd(),
  )
  return [...rows, ...statements(report), ...leftOutLine('backups', jsonOf(report))].map(printable)
}

/** The outputs of a list, by name. What there is none of is an empty text. */
export function listOutputs(report: ListReport): Record<string, string> {
  const { now } = report
  const good = goodBackups(report)
  const [latest] = present(good, now)
  const verified = latestVerified(good, now)
  const age = (backup: ListedBackup | undefined) =>
    backup === undefined ? '' : String(Math.floor(ageOf(backup, now)))
  return {
    backups: jsonOf(report).text,
    latest: latest?.id ?? '',
    'latest-verified': verified?.id ?? '',
    count: String(good.length),
    'total-size-bytes': String(totalOf(good)),
    'latest-age-seconds': age(latest),
    'latest-verified-age-seconds': age(verified),
    links: Object.keys(report.links).length === 0 ? '' : JSON.stringify(report.links),
    ...durationOutput(report),
  }
}

function goodBackups({ backups }: ListReport): GoodBackup[] {
  return backups.filter((backup): backup is GoodBackup => backup.content !== null)
}

/** Without those that say they are from the future: they would be the newest for ever. */
function present<T extends ListedBackup>(backups: readonly T[], now: Date): T[] {
  return backups.filter((backup) => !isFromFuture(backup, now))
}

function latestVerified(good: readonly GoodBackup[], now: Date): GoodBackup | undefined {
  return present(good, now).find(({ verified }) => verified === 'restore')
}

/** In seconds, not below 0. */
function ageOf({ createdAt }: ListedBackup, now: Date): number {
  return Math.max(0, (now.getTime() - createdAt.getTime()) / 1000)
}

function totalOf(good: readonly GoodBackup[]): number {
  return good.reduce((sum, { content }) => sum + content.sizeBytes, 0)
}

/** Each backup as a matrix takes it: names with simple values. */
function jsonOf(report: ListReport) {
  return boundedJson(
    goodBackups(report).map(({ id, name, createdAt, verified, isShrunk, content }) => ({
      id,
      name,
      createdAt: createdAt.toISOString().replace('.000Z', 'Z'),
      verified,
      sizeBytes: content.sizeBytes,
      rows: content.rows,
      tables: content.tables,
      database: content.database,
      serverVersion: content.serverVersion,
      format: content.format,
      encrypted: content.isEncrypted,
      shrunk: isShrunk,
    })),
  )
}

function statements(report: ListReport): readonly string[] {
  const { now, backups } = report
  const good = goodBackups(report)
  const oldest = good.at(-1)
  if (oldest === undefined) return []
  const [newest] = present(good, now)
  const verified = latestVerified(good, now)
  const bad = backups.length - good.length
  return [
    `${plural(good.length, 'good backup')}, ${formatBytes(totalOf(good))} in all`,
    ...(newest === undefined
      ? ['All of them say that they are from the future.']
      : [
          `Newest: ${newest.id}, ${formatAge(ageOf(newest, now))} old`,
          `Oldest: ${oldest.id}, ${formatAge(ageOf(oldest, now))} old`,
        ]),
    verified === undefined
      ? 'None was proven by restoring it.'
      : `Newest that was restored: ${verified.id}, ${formatAge(ageOf(verified, now))} old`,
    ...(bad === 0 ? [] : [`${formatCount(bad)} more cannot be used: unfinished or unreadable`]),
  ]
}

function backupTable(report: ListReport): string {
  if (report.backups.length === 0) return ''
  const rows = report.backups
    .slice(0, ROWS_SHOWN)
    .map((backup) => [
      markdownCode(backup.id),
      ...cellsOf(backup, report.now).map((cell) => markdownText(cell)),
    ])
  const head = ['Backup', 'Age', 'Size', 'Rows', 'Proof']
  const table = markdownTable(head, rows, ['left', 'right', 'right', 'right'])
  const more = report.backups.length - rows.length
  return more > 0 ? `${table}\n\nand ${formatCount(more)} more, in the log.` : table
}

/** Age, size, rows and proof. */
function cellsOf(backup: ListedBackup, now: Date): string[] {
  const { state, content, verified, isShrunk } = backup
  const age = isFromFuture(backup, now) ? 'future' : formatAge(ageOf(backup, now))
  const rows = content === null || content.rows === null ? '' : formatCount(content.rows)
  const size = content === null ? '' : formatBytes(content.sizeBytes)
  const proof = content === null ? state : isShrunk ? `${verified}, shrunk` : verified
  return [age.padStart(8), size.padStart(8), rows.padStart(13), proof]
}
