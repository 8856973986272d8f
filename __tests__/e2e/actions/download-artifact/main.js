import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

// The project's @actions/artifact; whoever places this action writes down where it is.
const library = readFileSync(new URL('library', import.meta.url), 'utf8')
const { DefaultArtifactClient } = await import(library)

const client = new DefaultArtifactClient()
const { artifact } = await client.getArtifact(process.env.INPUT_NAME)
const path = resolve(process.env.GITHUB_WORKSPACE, process.env.INPUT_PATH)
const options = { path, expectedHash: artifact.digest }
const { digestMismatch } = await client.downloadArtifact(artifact.id, options)
if (digestMismatch) throw new Error('The artifact is not the one that was uploaded.')
