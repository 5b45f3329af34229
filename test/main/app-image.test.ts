import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ownAppImage } from '../../main/app-image.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'thrive-image-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the AppImage that the program runs out of', () => {
  const env = { APPIMAGE: '/home/ann/thrive.AppImage', APPDIR: '/tmp/.mount_thrive' };
  it('is the one whose mount it lies in', () => {
    expect(ownAppImage(env, '/tmp/.mount_thrive/thrive')).toBe('/home/ann/thrive.AppImage');
  });
  it('is none where another one has started it', () => {
    expect(ownAppImage(env, '/opt/Thrive Cash Reconciler/thrive')).toBeNull();
    expect(ownAppImage(env, '/tmp/.mount_thriveother/thrive')).toBeNull();
    expect(ownAppImage({ APPIMAGE: '/a.AppImage' }, '/a/thrive')).toBeNull();
    expect(ownAppImage({}, '/opt/thrive')).toBeNull();
  });
  it.skipIf(process.platform === 'win32')(
    'is found also where its mount is named by a link',
    () => {
      mkdirSync(join(folder, 'mount'));
      symlinkSync(join(folder, 'mount'), join(folder, 'link'));
      const linked = { APPIMAGE: '/a.AppImage', APPDIR: join(folder, 'link') };
      expect(ownAppImage(linked, join(folder, 'mount', 'thrive'))).toBe('/a.AppImage');
    },
  );
});
