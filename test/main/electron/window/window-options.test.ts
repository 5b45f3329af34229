import { describe, expect, it } from 'vitest';
import { CALL_NAMES } from '../../../../core/contract/api/api.ts';
import { callNamesFrom } from '../../../../main/electron/page/bridge.ts';
import { windowOptions } from '../../../../main/electron/window/window-options.ts';

describe('the window', () => {
  const around = {
    title: 'T',
    preload: '/p/preload.cjs',
    icon: '/i.png',
    dark: false,
    placement: { bounds: { width: 1000, height: 700 }, maximised: false },
  };
  it('is made by the security checklist', () => {
    const options = windowOptions({ ...around, packaged: true });
    expect(options).toMatchObject({ show: false, backgroundColor: '#f6f6f4', width: 1000 });
    expect(options.webPreferences).toEqual({
      preload: '/p/preload.cjs',
      additionalArguments: [expect.any(String)],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });
  it('has developer tools only where nobody has packaged it', () => {
    expect(windowOptions({ ...around, packaged: false }).webPreferences?.devTools).toBe(true);
  });
  it('hands the whole map of calls to the preload', () => {
    const given = windowOptions({ ...around, packaged: true }).webPreferences!.additionalArguments!;
    expect(callNamesFrom(['electron', ...given])).toEqual(CALL_NAMES);
  });
  it('has the ground of its theme from the start', () => {
    expect(windowOptions({ ...around, packaged: true, dark: true }).backgroundColor).toBe(
      '#131514',
    );
  });
});
