import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

/*
 * The commands of the Actions runner, as its documentation has them ("Workflow commands for GitHub
 * Actions"). `@actions/core` does the same, but loads an HTTP client for OIDC with it, which would
 * take 0.1 s of every start; and here all text passes through one place that hides secrets.
 */

/** A command line such as `::error::text`. */
export function workflowCommand(
  command: 'add-mask' | 'debug' | 'endgroup' | 'error' | 'group' | 'warning',
  text = '',
): string {
  return `::${command}::${escapeData(text)}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/**
 * A plain line that the runner cannot take for a command: it looks for `::` at a line's beginning,
 * and for the older `##[` anywhere in it.
 */
export function plainLine(text: string): string {
  return text.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [')
}

/**
 * Sets a value through one of the runner's command files (GITHUB_OUTPUT, GITHUB_STATE). Of several
 * values of one name the last wins. The random delimiter keeps a value from ending itself early.
 */
export function appendValue(file: string, name: string, value: string): void {
  const delimiter = `ghadelimiter_${randomUUID()}`
  appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}
