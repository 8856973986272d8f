import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ACTIONS } from '../src/inputs/definition.ts'
import { actionText, folderOf, withTables } from './contract-text.ts'
import { projectFolder } from './rig/folder.ts'

/** `npm run contract`: writes each action.yml, and the tables in its README, from src/inputs. */
for (const action of ACTIONS) {
  const folder = join(projectFolder, folderOf(action))
  const readme = join(folder, 'README.md')
  await writeFile(join(folder, 'action.yml'), actionText(action))
  await writeFile(readme, withTables(await readFile(readme, 'utf8'), action))
}
