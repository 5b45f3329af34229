import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { installationOf } from '../../../main/updater/installation.ts';
import type { InstallationFacts } from '../../../main/updater/installation.ts';
import { scratch } from '../app/application-fixture.ts';

/** A packaged program in a folder of its own. */
function packaged({ updates = true, type = null as string | null } = {}) {
  const home = scratch();
  const resources = join(home, 'resources');
  mkdirSync(resources);
  const configFile = join(resources, 'app-update.yml');
  if (updates) writeFileSync(configFile, 'provider: github\n');
  if (type !== null) writeFileSync(join(resources, 'package-type'), `${type}\n`);
  const executable = join(home, 'thrive');
  const of = (facts: Partial<InstallationFacts> = {}) =>
    installationOf({ platform: 'linux', packaged: true, env: {}, resources, executable, ...facts });
  return { home, configFile, of };
}

describe('how the program came onto the computer', () => {
  it('on Windows is by the installer, which has left what takes it away', () => {
    const { home, configFile, of } = packaged();
    expect(of({ platform: 'win32' })).toMatchObject({ kind: 'by-hand' });
    writeFileSync(join(home, 'Uninstall Thrive Cash Reconciler.exe'), '');
    expect(of({ platform: 'win32' })).toEqual({ kind: 'nsis', configFile, file: null });
  });
  it('on a Mac is by an image', () => {
    const { configFile, of } = packaged();
    expect(of({ platform: 'darwin' })).toEqual({ kind: 'mac', configFile, file: null });
  });
  it('on Linux is as an AppImage that may be replaced, or a person replaces it', () => {
    const { home, configFile, of } = packaged();
    const file = join(home, 'thrive.AppImage');
    writeFileSync(file, '');
    expect(of({ env: { APPIMAGE: file, APPDIR: home } })).toEqual({
      kind: 'appimage',
      configFile,
      file,
    });
    expect(of({ env: { APPIMAGE: join(home, 'gone.AppImage'), APPDIR: home } })).toMatchObject({
      kind: 'by-hand',
      why: `You do not have permission to write to ${home}, where this program is.`,
    });
    expect(of()).toMatchObject({ kind: 'by-hand', why: expect.stringContaining('copied') });
    // What a terminal that is an AppImage has left in the environment.
    expect(of({ env: { APPIMAGE: file, APPDIR: '/tmp/.mount_term' } }).kind).toBe('by-hand');
    expect(packaged({ type: 'deb' }).of()).toMatchObject({ why: expect.stringContaining('.deb') });
  });
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is told of where the folder may not be written to',
    () => {
      const { home, of } = packaged();
      const file = join(home, 'thrive.AppImage');
      writeFileSync(file, '');
      chmodSync(home, 0o500);
      expect(of({ env: { APPIMAGE: file, APPDIR: home } })).toMatchObject({ kind: 'by-hand' });
      chmodSync(home, 0o700);
    },
  );
  it('is from its source, or without a place for newer versions', () => {
    const { of } = packaged({ updates: false });
    expect(of()).toMatchObject({ why: expect.stringContaining('without updates') });
    expect(of({ packaged: false })).toMatchObject({ why: expect.stringContaining('source code') });
  });
});
