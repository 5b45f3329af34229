import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../core/contract/api/events.ts';
import { MENU_SCREENS } from '../../../core/contract/screens.ts';

export interface MenuSurroundings {
  readonly appName: string;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly command: (command: MenuCommand) => void;
}

/**
 * The native menu, as each platform has it. Commands are carried out by the interface. No name has a letter
 * that opens it with Alt: Alt+H, E, V and F mean something on the page. Alt by itself leads to the menu.
 */
export function menuTemplate(around: MenuSurroundings): MenuItemConstructorOptions[] {
  const mac = around.platform === 'darwin';
  const item = (
    label: string,
    command: MenuCommand,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    click: () => around.command(command),
    ...(accelerator && { accelerator }),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const screensOf = (group: 'view' | 'program'): MenuItemConstructorOptions[] =>
    MENU_SCREENS.filter(({ menu }) => menu.of === group).map(({ name, menu }) =>
      item(menu.label, name, menu.accelerator),
    );
  const ofProgram = screensOf('program');

  return [
    ...(mac ? [applicationMenu(around.appName, ofProgram)] : []),
    {
      label: 'File',
      submenu: [
        item('Open…', 'open', 'CmdOrCtrl+O'),
        // The other systems keep their recent documents in the taskbar or nowhere.
        ...(mac ? [recentDocuments] : []),
        line,
        { role: 'close' },
        ...(mac ? [] : [line, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        line,
        item('Search everything…', 'search', 'CmdOrCtrl+K'),
      ],
    },
    {
      label: 'View',
      submenu: [
        ...screensOf('view'),
        ...(mac ? [] : ofProgram),
        line,
        { role: 'resetZoom', label: 'Actual size' },
        { role: 'zoomIn', label: 'Zoom in' },
        { role: 'zoomOut', label: 'Zoom out' },
        ...(mac ? [] : OTHER_ZOOM_KEYS),
        line,
        { role: 'togglefullscreen', label: 'Full screen' },
        ...(around.packaged
          ? []
          : [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    {
      label: 'Help',
      role: 'help',
      submenu: [
        item('Keyboard shortcuts', 'shortcuts'),
        item('Save a report…', 'report'),
        line,
        item('Check for updates…', 'updates'),
      ],
    },
  ];
}

function applicationMenu(
  appName: string,
  screens: readonly MenuItemConstructorOptions[],
): MenuItemConstructorOptions {
  return {
    label: appName,
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      ...screens,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

/**
 * Electron's own key of "Zoom in" is the sign +, which is Ctrl+Shift+= on many keyboards and never the one of the
 * number pad; macOS takes = for it by itself. An entry has one key, so these have entries that are not shown.
 */
const OTHER_ZOOM_KEYS: readonly MenuItemConstructorOptions[] = (
  [
    ['zoomIn', '='],
    ['zoomIn', 'numadd'],
    ['zoomOut', 'numsub'],
    ['resetZoom', 'num0'],
  ] as const
).map(([role, key]) => ({ role, accelerator: `CmdOrCtrl+${key}`, visible: false }));

const recentDocuments: MenuItemConstructorOptions = {
  label: 'Open recent',
  role: 'recentDocuments',
  submenu: [{ label: 'Clear', role: 'clearRecentDocuments' }],
};
