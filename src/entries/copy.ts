import { copy } from '../index.ts'

await copy()
