import assert from 'node:assert/strict'
import test from 'node:test'
import {
  aptConfiguration,
  aptFolder,
  aptSourceLine,
  releaseCodename,
} from '../../../src/client/apt-configuration.ts'

test('the code name is the one of Debian, Ubuntu, or what a system is made from', () => {
  const cases: [string, string | undefined][] = [
    ['NAME="Debian GNU/Linux"\nVERSION_CODENAME=bookworm\nID=debian\n', 'bookworm'],
    ['ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n', 'noble'],
    ['ID=linuxmint\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n', 'noble'],
    ['ID="lmde"\nVERSION_CODENAME=faye\nDEBIAN_CODENAME="bookworm"\n', 'bookworm'],
    ['ID=debian\nPRETTY_NAME="Debian GNU/Linux"\n', undefined],
    ['ID="fedora"\nVERSION_CODENAME=""\n', undefined],
    ['ID=alpine\n', undefined],
    ['', undefined],
  ]
  for (const [text, codename] of cases) assert.equal(releaseCodename(text), codename, text)
})

test('the source trusts one key and asks for one index', () => {
  const repository = { mirror: 'https://mirror/apt', codename: 'noble', architecture: 'arm64' }
  const line = aptSourceLine(aptFolder('/private'), repository)
  assert.equal(
    line,
    'deb [arch=arm64 lang=none target=Packages signed-by=/private/repository-key.asc] ' +
      'https://mirror/apt noble-pgdg main\n',
  )
})

test('every setting that could let in an unsigned file or another source is closed', () => {
  const text = aptConfiguration(aptFolder('/private'))
  const closed = [
    'Dir::Etc::sourcelist "/private/sources.list";',
    'Dir::Etc::sourceparts "/dev/null";',
    'Dir::Etc::trusted "/dev/null";',
    'Dir::Etc::trustedparts "/dev/null";',
    'Acquire::AllowInsecureRepositories "false";',
    'Acquire::AllowWeakRepositories "false";',
    'Acquire::AllowDowngradeToInsecureRepositories "false";',
    'APT::Get::AllowUnauthenticated "false";',
    '#clear APT::Update::Post-Invoke;',
  ]
  for (const line of closed) assert.ok(text.split('\n').includes(line), line)
})
