import { restore } from '../index.ts'

await restore()
