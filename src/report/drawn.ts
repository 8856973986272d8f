import type { CopyReport } from './copy-report.ts'
import { copyLines, copyOutputs, renderCopySummary } from './copy-summary.ts'
import { reportLines } from './lines.ts'
import type { ListReport } from './list-report.ts'
import { listLines, listOutputs, renderListSummary } from './list-summary.ts'
import { reportOutputs } from './outputs.ts'
import type { PruneReport } from './prune-report.ts'
import { pruneLines, pruneOutputs, renderPruneSummary } from './prune-summary.ts'
import type { BackupReport } from './report.ts'
import type { RestoreReport } from './restore-report.ts'
import { renderRestoreSummary, restoreLines, restoreOutputs } from './restore-summary.ts'
import { renderSummary } from './summary.ts'
import type { VerifyReport } from './verify-report.ts'
import { renderVerifySummary, verifyLines, verifyOutputs } from './verify-summary.ts'

/** A report, drawn for every place that a host has for one. */
export interface DrawnReport {
  /** The last lines of the log. */
  readonly lines: readonly string[]
  readonly outputs: Readonly<Record<string, string>>
  /** Markdown. */
  readonly summary: string
}

export function drawBackup(report: BackupReport): DrawnReport {
  const summary = renderSummary(report)
  return { lines: reportLines(report), outputs: reportOutputs(report), summary }
}

export function drawRestore(report: RestoreReport): DrawnReport {
  const summary = renderRestoreSummary(report)
  return { lines: restoreLines(report), outputs: restoreOutputs(report), summary }
}

export function drawVerify(report: VerifyReport): DrawnReport {
  const summary = renderVerifySummary(report)
  return { lines: verifyLines(report), outputs: verifyOutputs(report), summary }
}

export function drawCopy(report: CopyReport): DrawnReport {
  const summary = renderCopySummary(report)
  return { lines: copyLines(report), outputs: copyOutputs(report), summary }
}

export function drawPrune(report: PruneReport): DrawnReport {
  const summary = renderPruneSummary(report)
  return { lines: pruneLines(report), outputs: pruneOutputs(report), summary }
}

export function drawList(report: ListReport): DrawnReport {
  const summary = renderListSummary(report)
  return { lines: listLines(report), outputs: listOutputs(report), summary }
}
