// Loaded with --import before the built entry: `electron` becomes a module whose lock is taken.
import { registerHooks } from 'node:module';

const say = (name: string, answer: string): string =>
  `${name}: () => { console.log('${name}'); return ${answer}; }`;
const app = [
  say('enableSandbox', 'undefined'),
  say('requestSingleInstanceLock', 'false'),
  say('quit', 'undefined'),
  'setPath: () => {}',
];
const source = `
export const app = { ${app.join(', ')} };
export const protocol = { registerSchemesAsPrivileged: () => {} };
export const [autoUpdater, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, Notification, powerMonitor, powerSaveBlocker,
  safeStorage, screen, session, shell, utilityProcess] = [];
`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
      : next(specifier, context),
});
