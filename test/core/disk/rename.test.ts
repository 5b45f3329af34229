import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renamePatiently, renamePatientlySync } from '../../../core/disk/rename.ts';

const folder = mkdtempSync(join(tmpdir(), 'thrive-rename-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that is in use for so many tries. How it ends, and the pauses that were made. */
async function tried(
  kind: 'patiently' | 'patiently, and nothing else meanwhile',
  { platform = 'win32' as NodeJS.Platform, inUse = 0, code = 'EPERM' },
): Promise<{ ended: string; pauses: number[] }> {
  const pauses: number[] = [];
  let tries = 0;
  const rename = (): void => {
    if (tries++ < inUse) throw Object.assign(new Error(code), { code });
  };
  const pause = (ms: number): void => void pauses.push(ms);
  try {
    if (kind === 'patiently')
      await renamePatiently('a', 'b', {
        platform,
        rename: async () => rename(),
        pause: async (ms) => pause(ms),
      });
    else renamePatientlySync('a', 'b', { platform, rename, pause });
    return { ended: 'renamed', pauses };
  } catch (error) {
    return { ended: (error as Error).message, pauses };
  }
}

describe.each(['patiently', 'patiently, and nothing else meanwhile'] as const)(
  'a file is renamed %s',
  (kind) => {
    it.each(['EPERM', 'EACCES', 'EBUSY'])(
      'on Windows once another program has let go of it (%s)',
      async (code) => {
        expect(await tried(kind, { inUse: 3, code })).toEqual({
          ended: 'renamed',
          pauses: [10, 20, 40],
        });
      },
    );
    it('on Windows not for ever', async () => {
      const { ended, pauses } = await tried(kind, { inUse: 99 });
      expect(ended).toBe('EPERM');
      expect(pauses.reduce((sum, ms) => sum + ms)).toBe(2550);
    });
    it('but not again where nothing is in use', async () => {
      expect(await tried(kind, { inUse: 1, code: 'ENOSPC' })).toEqual({
        ended: 'ENOSPC',
        pauses: [],
      });
    });
    it('and at once elsewhere, where whoever has it open is in nobody’s way', async () => {
      expect(await tried(kind, { platform: 'linux', inUse: 1 })).toEqual({
        ended: 'EPERM',
        pauses: [],
      });
    });
  },
);

it.each([renamePatiently, renamePatientlySync])(
  'it takes the place of what is there',
  async (by) => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    writeFileSync(from, 'new');
    writeFileSync(to, 'old');
    await by(from, to);
    expect([existsSync(from), readFileSync(to, 'utf8')]).toEqual([false, 'new']);
  },
);
