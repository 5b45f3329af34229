import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releasePlaceArguments } from '../../main/setup/release-place.ts';

/** electron-updater asks for the one of its processor. */
const LIST = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;

/** What electron-builder gives to the tools that make a deb and an AppImage. */
export interface LinuxInstallers {
  /** What fpm, which makes the deb, is called with. */
  readonly deb: readonly string[];
  /** The deb's desktop entry. */
  readonly debEntry: string;
  /** The AppImage's desktop entry, and the script that it starts with. */
  readonly appImageEntry: string;
  readonly appRun: string;
  /** The AppArmor profile that the deb installs. */
  readonly profile: string;
  /** What the packages know of where newer versions are, and the list of versions beside them. */
  readonly updates: string;
  readonly list: string;
  /** The folder of the packages. */
  readonly release: string;
}

/**
 * Has electron-builder make both installers of an empty program, with stand-ins for the tools that it
 * would download: they keep what they are given.
 *
 * @param scratch an empty folder, which the caller removes.
 */
export function linuxInstallers(root: string, scratch: string): LinuxInstallers {
  const [packaged, tools, kept] = ['packaged', 'tools', 'kept'].map((name) => join(scratch, name));
  for (const folder of ['runtimes', 'lib/x64', 'lib/arm64'])
    mkdirSync(join(tools!, folder), { recursive: true });
  for (const folder of [join(packaged!, 'resources'), kept!])
    mkdirSync(folder, { recursive: true });
  for (const file of ['runtimes/runtime-x64', 'runtimes/runtime-arm64', 'desktop-file-validate'])
    writeFileSync(join(tools!, file), 'runtime');
  const script = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(tools!, name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  script('mksquashfs', [
    `cp "$1"/*.desktop '${kept}/appimage.desktop'`,
    `cp "$1/AppRun" '${kept}'`,
    ': > "$2"',
  ]);
  script('fpm', [
    `printf '%s\\n' "$@" > '${kept}/fpm'`,
    'for given in "$@"; do case "$given" in',
    `  *=/usr/share/applications/*) cp "\${given%%=*}" '${kept}/deb.desktop' ;;`,
    '  *.deb) : > "$given" ;;',
    'esac; done',
  ]);
  const release = join(scratch, 'release');
  const done = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'electron-builder', 'cli.js'),
      ...releasePlaceArguments({ GITHUB_REPOSITORY: 'finance/reconciler' }),
      ...['--linux', 'AppImage', 'deb', `--${process.arch}`, '--publish', 'never'],
      ...['--prepackaged', packaged!],
      `-c.directories.output=${release}`,
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CUSTOM_FPM_PATH: join(tools!, 'fpm'), APPIMAGE_TOOLS_PATH: tools! },
    },
  );
  if (done.status !== 0) throw new Error(`electron-builder failed:\n${done.stdout}${done.stderr}`);
  if (readdirSync(kept!).length !== 4) throw new Error(`Not all was kept: ${readdirSync(kept!)}`);
  const read = (name: string): string => readFileSync(join(kept!, name), 'utf8');
  return {
    deb: read('fpm').split('\n'),
    debEntry: read('deb.desktop'),
    appImageEntry: read('appimage.desktop'),
    appRun: read('AppRun'),
    profile: readFileSync(join(packaged!, 'resources', 'apparmor-profile'), 'utf8'),
    updates: readFileSync(join(packaged!, 'resources', 'app-update.yml'), 'utf8'),
    list: readFileSync(join(release, LIST), 'utf8'),
    release,
  };
}
