import { after } from 'node:test'
import {
  startArtifactPlace,
  startEarlierRunPlace,
  stopArtifactServers,
} from './conformance/artifact-place.ts'
import { conform } from './conformance/conform.ts'

// A process of their own: the library reads its settings once, and its waits are shortened.
after(stopArtifactServers)
conform({
  'artifacts of this run': startArtifactPlace,
  'artifacts of an earlier run': startEarlierRunPlace,
})
