import { describe, expect, it } from 'vitest';
import { readFileSync, globSync } from 'node:fs';
import { SCREENS } from '../../../core/contract/screens.ts';
import { STATUS_SHORTCUTS } from '../../../renderer/exceptions/work-list.ts';

describe('the keys of the interface', () => {
  it('mean one thing wherever one is', () => {
    const ofScreens = SCREENS.flatMap(({ key }) => key ?? []);
    const everywhere = [...ofScreens, ...boundIn(/^renderer\/(frame|search)\//)];
    const inARun = boundIn(/^renderer\/(walk\/frame|grid|exceptions)\//);
    const ofStatuses = STATUS_SHORTCUTS.map(({ keys }) => keys);
    expect(inARun).toContain('alt+g');
    const all = [...everywhere, ...inARun, ...ofStatuses];
    expect(all.filter((keys, at) => all.indexOf(keys) !== at)).toEqual([]);
  });
});

/** The keys that files of the interface bind where they are written. */
function boundIn(room: RegExp): string[] {
  return globSync('renderer/**/*.{ts,tsx}')
    .filter((file) => room.test(file.replaceAll('\\', '/')))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/keys: '([^']+)'/g)])
    .map(([, keys]) => keys!);
}
