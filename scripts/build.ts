import { join } from 'node:path'
import { build } from './bundle.ts'
import { projectFolder } from './rig/folder.ts'

/** `npm run build`: src/ becomes dist/, which is committed because GitHub runs it as it is. */
const started = performance.now()
const files = await build(join(projectFolder, 'dist'))
const kilobytes = files.reduce((sum, file) => sum + file.sizeBytes, 0) / 1000
const seconds = (performance.now() - started) / 1000
console.log(`dist: ${files.length} files, ${kilobytes.toFixed(0)} kB, ${seconds.toFixed(1)} s`)
