import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

it('the window bears the name of the .desktop file, so that a Linux desktop knows whose it is', () => {
  const { desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    desktopName?: string;
  };
  const appId = /^appId: (\S+)$/m.exec(builder)![1];
  expect(desktopName).toBe(`${appId}.desktop`);
  expect(builder).toMatch(/^ {2}syncDesktopName: true$/m);
});
