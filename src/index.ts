import { runPost } from './run.ts'
import { runCommandLine, runInWorkflow } from './start.ts'

/** What the bundle exports: one function for each entry in dist/, which does nothing but call it. */
export const backup = (): Promise<void> => runInWorkflow('backup')
export const restore = (): Promise<void> => runInWorkflow('restore')
export const verify = (): Promise<void> => runInWorkflow('verify')
export const copy = (): Promise<void> => runInWorkflow('copy')
export const prune = (): Promise<void> => runInWorkflow('prune')
export const list = (): Promise<void> => runInWorkflow('list')
export const post = (): Promise<void> => runPost()
export const cli = (): Promise<void> => runCommandLine(process.argv.slice(2))
