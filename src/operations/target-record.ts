import { RunRecord } from './record.ts'
import type { SafetyBackup } from './safety-backup.ts'

/** What a run that changes a target has to tell of it, however it ended. */
export class TargetRecord extends RunRecord {
  safetyBackup: SafetyBackup | null = null
  /** How the old database is called now, after a swap. */
  previousDatabase: string | null = null
  /** In what state a failed run left the target, a sentence. */
  targetState: string | null = null
}
