/**
 * What electron-builder is told of where releases are published, as arguments: the repository on GitHub whose
 * workflow packages, so that what it packages looks for newer versions there. What is packaged elsewhere names
 * no place, and looks for newer versions at an address of the settings alone.
 */
export function releasePlaceArguments(
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const [, owner, name] = /^([\w-]+)\/([\w.-]+)$/.exec(env['GITHUB_REPOSITORY'] ?? '') ?? [];
  if (owner === undefined || name === undefined) return [];
  return [
    '-c.publish.provider=github',
    `-c.publish.owner=${owner}`,
    `-c.publish.repo=${name}`,
    // What the program itself reads.
    `-c.extraMetadata.repository=${owner}/${name}`,
  ];
}
