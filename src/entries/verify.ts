import { verify } from '../index.ts'

await verify()
