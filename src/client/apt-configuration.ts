import { join } from 'node:path'

/** The files of a private apt; all of them lie in one folder. */
export interface AptFolder {
  readonly root: string
  readonly configuration: string
  readonly sources: string
  readonly key: string
  readonly credentials: string
}

export function aptFolder(root: string): AptFolder {
  return {
    root,
    configuration: join(root, 'apt.conf'),
    sources: join(root, 'sources.list'),
    key: join(root, 'repository-key.asc'),
    credentials: join(root, 'auth.conf'),
  }
}

/**
 * Lets apt work in a folder of its own: apt.conf(5). Read after the system's configuration, so
 * that its proxies hold, while its hooks (which would run as us) and its trust are taken out.
 */
export function aptConfiguration(folder: AptFolder): string {
  const settings = {
    'Dir::State': join(folder.root, 'state'),
    'Dir::State::status': join(folder.root, 'status'),
    'Dir::Cache': join(folder.root, 'cache'),
    'Dir::Log': folder.root,
    'Dir::Etc::sourcelist': folder.sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::trusted': '/dev/null',
    'Dir::Etc::trustedparts': '/dev/null',
    // As root apt would read our private folder as another user, who cannot.
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
    'APT::Get::AllowUnauthenticated': 'false',
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::AllowWeakRepositories': 'false',
    'Acquire::AllowDowngradeToInsecureRepositories': 'false',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '15',
    'Acquire::https::Timeout': '15',
  }
  const hooks = ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success', 'Post-Invoke-Stats']
  return [
    ...hooks.map((hook) => `#clear APT::Update::${hook};`),
    ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
    '',
  ].join('\n')
}

/**
 * The one source line, sources.list(5): only the index of packages, only of this architecture,
 * trusted only if signed by the given key.
 */
export function aptSourceLine(
  folder: AptFolder,
  repository: { mirror: string; codename: string; architecture: string },
): string {
  const { mirror, codename, architecture } = repository
  const options = `arch=${architecture} lang=none target=Packages signed-by=${folder.key}`
  return `deb [${options}] ${mirror} ${codename}-pgdg main\n`
}

/**
 * The name that PGDG gives the release of Debian or Ubuntu a system is, or is made from, after its
 * os-release(5). Undefined for all others.
 */
export function releaseCodename(osRelease: string): string | undefined {
  const value = (name: string) =>
    new RegExp(`^${name}=["']?([a-z0-9 ._-]+)["']?\\s*$`, 'm').exec(osRelease)?.[1]
  if (['debian', 'ubuntu'].includes(value('ID') ?? '')) return value('VERSION_CODENAME')
  return value('UBUNTU_CODENAME') ?? value('DEBIAN_CODENAME')
}
