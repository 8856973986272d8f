import { faultRows } from './fault-rows.ts'
import { readRows } from './read-rows.ts'
import { writeRows } from './write-rows.ts'

/** What every destination has to pass, unless its table says why a row does not apply. */
export const rows = { ...writeRows, ...readRows, ...faultRows }

export type RowName = keyof typeof rows

/** All that a network is needed for. */
export const networkRows = Object.keys(faultRows) as (keyof typeof faultRows)[]

export const writeRowNames = Object.keys(writeRows) as (keyof typeof writeRows)[]
