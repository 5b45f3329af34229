import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveLists } from '../../main/setup/update-lists.ts';
import { linuxInstallers } from './linux-installers.ts';
import type { LinuxInstallers } from './linux-installers.ts';

const root = join(import.meta.dirname, '..', '..');
const { desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  desktopName: string;
};

describe.runIf(process.platform === 'linux')('the deb and the AppImage', () => {
  let scratch: string;
  let made: LinuxInstallers;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'thrive-installers-'));
    made = linuxInstallers(root, scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('name no type but Parquet, so that no double click on a workbook or a CSV file is theirs', () => {
    for (const entry of [made.debEntry, made.appImageEntry])
      expect(entry).toMatch(/^MimeType=application\/vnd\.apache\.parquet;$/m);
  });
  it('take the files that they are given', () => {
    for (const entry of [made.debEntry, made.appImageEntry]) expect(entry).toMatch(/^Exec=.* %U$/m);
  });
  it('ask for no start without the sandbox; the AppImage does without where it finds that it has none', () => {
    for (const entry of [made.debEntry, made.appImageEntry]) expect(entry).not.toContain('sandbox');
    expect(made.appRun).toMatch(/! unshare -Ur true .*; then\n\s*NO_SANDBOX=\(--no-sandbox\)/);
  });
  it('let the deb’s program have its sandbox on Ubuntu', () => {
    expect(made.profile).toContain('"/opt/Thrive Cash Reconciler/thrive-cash-reconciler"');
    expect(made.profile).toMatch(/^\s*userns,$/m);
  });
  it('look for newer versions in the repository whose workflow packaged them', () => {
    expect(made.updates.split('\n')).toEqual(
      expect.arrayContaining([
        'provider: github',
        'owner: finance',
        'repo: reconciler',
        'updaterCacheDirName: thrive-cash-reconciler-updater',
      ]),
    );
  });
  it('are named by a list of versions, with their checksums', () => {
    expect(made.list).toMatch(/- url: thrive-cash-reconciler-\S+\.AppImage\n +sha512: \S{88}\n/);
    expect(made.list).toMatch(/- url: thrive-cash-reconciler-\S+\.deb\n +sha512: \S{88}\n/);
    expect(proveLists(made.release)).toHaveLength(1);
  });
  it('bear the name and the icon by which a desktop knows the window', () => {
    const placed = made.deb.filter((given) => given.includes('=/usr/share/'));
    expect(placed.map((given) => given.split('=')[1])).toEqual(
      expect.arrayContaining([
        `/usr/share/applications/${desktopName}`,
        '/usr/share/icons/hicolor/scalable/apps/thrive-cash-reconciler.svg',
      ]),
    );
    for (const entry of [made.debEntry, made.appImageEntry])
      expect(entry).toMatch(/^Icon=thrive-cash-reconciler$/m);
  });
});
