import { type SafetyBackup, whereIs } from '../../report/safety-backup.ts'
import { RunRecord } from './record.ts'

/** What a run that changes a target has to tell of it, however it ended. */
export class TargetRecord extends RunRecord {
  safetyBackup: SafetyBackup | null = null
  /** How the old database is called now, after a swap. */
  previousDatabase: string | null = null
  /** In what state a failed run left the target, a sentence. */
  targetState: string | null = null

  /** Where the target's contents before are, as people read it; empty: nowhere. */
  get savedIn(): string {
    return this.safetyBackup === null ? '' : whereIs(this.safetyBackup)
  }
}
