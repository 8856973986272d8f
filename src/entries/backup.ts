import { backup } from '../index.ts'

await backup()
