/** What the lines of `pg-dump-args` change about a plan, which is made without following them. */

const NARROWING =
  /^--(filter|schema-only|section|extension|exclude-extension|.*-and-children|no-data|no-schema|no-large-objects|no-blobs|no-unlogged-table-data|statistics-only)\b/
/** `-s`, `-B` and `-e`, also behind letters that take no value. */
const NARROWING_LETTER = /^-[abcCORvxX]*[sBe]/

/** Whether they leave things out of the dump. */
export function narrowsUnseen(pgDumpArgs: readonly string[]): boolean {
  return pgDumpArgs.some((argument) => NARROWING.test(argument) || NARROWING_LETTER.test(argument))
}

/** Whether pg_dump reads with the rights of another role than the one whose rights are known. */
export function readsAsAnother(pgDumpArgs: readonly string[]): boolean {
  return pgDumpArgs.some((argument) => argument.startsWith('--role='))
}

/** Whether only those rows are wanted that row security lets the role see. */
export function acceptsRowSecurity(pgDumpArgs: readonly string[]): boolean {
  return pgDumpArgs.includes('--enable-row-security')
}
