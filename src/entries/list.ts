import { list } from '../index.ts'

await list()
