import { prune } from '../index.ts'

await prune()
