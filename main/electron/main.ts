import { join } from 'node:path';
import {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { programFolder, rendererFolder } from '../program-folder.ts';
import { createApplication } from '../program/application.ts';
import { startDesktop } from './desktop.ts';

/** The window's entry. It runs built, as `dist/app/main/electron/main.js`; see `main/setup`. */
void startDesktop({
  electron: {
    app,
    autoUpdater,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    nativeTheme,
    Notification,
    powerMonitor,
    powerSaveBlocker,
    protocol,
    safeStorage,
    screen,
    session,
    shell,
    utilityProcess,
  },
  process,
  createApplication,
  files: {
    renderer: rendererFolder(),
    preload: join(import.meta.dirname, 'preload.cjs'),
    runner: join(import.meta.dirname, '..', 'runner', 'runner.js'),
    icon: join(programFolder(), 'assets', 'icon.png'),
  },
});
