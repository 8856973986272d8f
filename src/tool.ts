import type { Manifest } from './manifest/manifest.ts'

/** Who writes a manifest. The version is package.json's; a test holds the two together. */
export const TOOL: Manifest['tool'] = { name: 'pg-backup-action', version: '1.0.0' }
