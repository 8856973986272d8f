// Runs a script of this project with Node 24: `node scripts/node24.mjs scripts/test.ts ARGS`.
// Any Node from 20 on may start it. Where it is older than 24, which runs TypeScript as it is,
// Node 24 is fetched once from npm into .rig/. Plain JavaScript and no dependency, because
// it runs before anything is installed.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const version = '24.21.0'

/** npm packages that hold nothing but Node's own build, with npm's integrity value of each. */
const builds = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
}

const rig = join(dirname(fileURLToPath(import.meta.url)), '..', '.rig')

function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const folder = join(rig, `node-${version}`)
  if (!existsSync(folder)) fetchNode(folder)
  return join(folder, 'bin', 'node')
}

/** The folder appears by one rename, so a killed or racing run cannot leave half of it. */
function fetchNode(folder) {
  const platform = `${process.platform}-${process.arch}`
  const integrity = builds[platform]
  if (integrity === undefined) {
    throw new Error(`Node 24 is needed and not fetched on ${platform}. Install it and run again.`)
  }
  mkdirSync(rig, { recursive: true })
  const temporary = mkdtempSync(`${folder}.tmp-`)
  try {
    const options = { cwd: temporary, stdio: ['ignore', 'ignore', 'inherit'] }
    execFileSync('npm', ['pack', '--silent', `node-${platform}@${version}`], options)
    const archive = readdirSync(temporary).find((name) => name.endsWith('.tgz'))
    const digest = createHash('sha512').update(readFileSync(join(temporary, archive)))
    if (`sha512-${digest.digest('base64')}` !== integrity) {
      throw new Error(`The package node-${platform}@${version} is not the one it should be.`)
    }
    execFileSync('tar', ['-xzf', archive, '--strip-components=1'], options)
    rmSync(join(temporary, archive))
    chmodSync(temporary, 0o755)
    renameSync(temporary, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

const node = node24()
const path = [dirname(node), process.env.PATH].join(delimiter)
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, PATH: path },
})
// Whoever stops a job (a CI runner) often signals the first process only.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
