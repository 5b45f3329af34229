import { describe, expect, it } from 'vitest';
import { MENU_COMMANDS } from '../../../../core/contract/api/events.ts';
import { menuTemplate } from '../../../../main/electron/menu/menu.ts';

type Item = Electron.MenuItemConstructorOptions;
const PLATFORMS = ['darwin', 'win32', 'linux'] as const;
const menuOf = (platform: NodeJS.Platform, packaged = true, commands: string[] = []): Item[] =>
  menuTemplate({ appName: 'T', platform, packaged, command: (name) => void commands.push(name) });
const all = (items: Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
const roles = (items: Item[]): unknown[] => all(items).map(({ role }) => role);
const menu = (items: Item[], label: string): Item[] =>
  all(items.filter((item) => item.label === label)).slice(1);

describe('the native menu', () => {
  it.each(PLATFORMS)('of %s has every command once, and each says its own', (platform) => {
    const said: string[] = [];
    for (const item of all(menuOf(platform, true, said)))
      (item.click as (() => void) | undefined)?.();
    expect(said.sort()).toEqual([...MENU_COMMANDS].sort());
  });
  it.each(PLATFORMS)(
    'of %s has the shortcuts for opening, for the search and for the settings',
    (platform) => {
      const keys = all(menuOf(platform)).flatMap(({ label, accelerator }) =>
        accelerator ? [[label, accelerator]] : [],
      );
      expect(keys).toContainEqual(['Open…', 'CmdOrCtrl+O']);
      expect(keys).toContainEqual(['Settings…', 'CmdOrCtrl+,']);
      expect(keys).toContainEqual(['Search everything…', 'CmdOrCtrl+K']);
    },
  );
  it('of macOS begins with the application’s own menu, which quits and holds the settings', () => {
    const items = menuOf('darwin');
    expect(items[0]!.label).toBe('T');
    expect(roles(menu(items, 'T'))).toEqual(expect.arrayContaining(['about', 'hide', 'quit']));
    expect(menu(items, 'T').map(({ label }) => label)).toContain('Settings…');
    expect(roles(menu(items, 'File'))).toContain('recentDocuments');
    expect(roles(menu(items, 'File'))).not.toContain('quit');
    expect(roles(items)).toContain('windowMenu');
  });
  it.each(['win32', 'linux'] as const)(
    'of %s quits from File and has no recent list',
    (platform) => {
      const items = menuOf(platform);
      expect(items.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Help']);
      expect(roles(menu(items, 'File'))).toContain('quit');
      expect(roles(items)).not.toContain('recentDocuments');
      expect(menu(items, 'View').map(({ label }) => label)).toContain('Settings…');
    },
  );
  it.each(['win32', 'linux'] as const)(
    'of %s zooms by = without the shift key and by the number pad, unseen',
    (platform) => {
      const unseen = menu(menuOf(platform), 'View').filter(({ visible }) => visible === false);
      expect(unseen.map(({ role, accelerator }) => `${role} ${accelerator}`)).toEqual([
        'zoomIn CmdOrCtrl+=',
        'zoomIn CmdOrCtrl+numadd',
        'zoomOut CmdOrCtrl+numsub',
        'resetZoom CmdOrCtrl+num0',
      ]);
      expect(all(menuOf('darwin')).filter(({ visible }) => visible === false)).toEqual([]);
    },
  );
  it.each(PLATFORMS)('of %s takes no key with Alt away from the page', (platform) => {
    const named = all(menuOf(platform)).map(
      ({ label = '', accelerator = '' }) => label + accelerator,
    );
    expect(named.filter((text) => /&|Alt/i.test(text))).toEqual([]);
  });
  it('has developer tools and reload only where nobody has packaged it', () => {
    expect(roles(menuOf('linux', false))).toEqual(
      expect.arrayContaining(['toggleDevTools', 'reload']),
    );
    expect(roles(menuOf('linux', true))).not.toContain('toggleDevTools');
    expect(roles(menuOf('linux', true))).not.toContain('reload');
  });
});
