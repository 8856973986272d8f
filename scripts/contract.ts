import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actionText, withTables } from './contract-text.ts'
import { projectFolder } from './rig/folder.ts'

/** `npm run contract`: writes action.yml, and the tables in the README, from src/inputs. */
const readme = join(projectFolder, 'README.md')
await writeFile(join(projectFolder, 'action.yml'), actionText('backup'))
await writeFile(readme, withTables(await readFile(readme, 'utf8'), 'backup'))
