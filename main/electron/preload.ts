import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { bridgeOf, callNamesFrom } from './page/bridge.ts';

/** Runs sandboxed in the page's process, before the page, in a world of its own. */
contextBridge.exposeInMainWorld(
  'thrive',
  bridgeOf(callNamesFrom(process.argv), {
    invoke: (channel, name, input) => ipcRenderer.invoke(channel, name, input),
    on: (channel, listener) => void ipcRenderer.on(channel, listener),
    off: (channel, listener) => void ipcRenderer.off(channel, listener),
    pathForFile: (file) => webUtils.getPathForFile(file),
  }),
);
