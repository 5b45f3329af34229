import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { managedFile, managedUpdates } from '../../../main/updates/managed-updates.ts';
import { scratch } from '../app/application-fixture.ts';

describe('what a company has decided for a computer', () => {
  it('stands in a variable, else in the first line of a file, else nowhere', () => {
    const file = join(scratch(), 'updates.txt');
    expect(managedUpdates({}, file)).toBeNull();
    writeFileSync(file, 'https://updates.example/\r\n# set by IT\n');
    expect(managedUpdates({}, file)).toEqual({ says: 'https://updates.example/\r', by: file });
    expect(managedUpdates({ THRIVE_UPDATES: ' ' }, file)?.by).toBe(file);
    const variable = managedUpdates({ THRIVE_UPDATES: 'off' }, file);
    expect(variable).toEqual({ says: 'off', by: 'THRIVE_UPDATES' });
  });
  it('counts as decided where the file cannot be read', () => {
    const file = join(scratch(), 'updates.txt');
    mkdirSync(file);
    expect(managedUpdates({}, file)).toEqual({ says: '', by: file });
  });
  it.each([
    ['win32', { ProgramData: 'D:/All' }, 'D:/All/Thrive Cash Reconciler/updates.txt'],
    ['darwin', {}, '/Library/Application Support/Thrive Cash Reconciler/updates.txt'],
    ['linux', {}, '/etc/thrive-cash-reconciler/updates.txt'],
  ] as const)('lies on %s where an administrator writes', (platform, env, path) => {
    expect(managedFile(platform, env).replaceAll('\\', '/')).toBe(path);
  });
});
