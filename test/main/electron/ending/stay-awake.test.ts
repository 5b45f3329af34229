import { expect, it } from 'vitest';
import { stayAwake } from '../../../../main/electron/ending/stay-awake.ts';
import { fakeElectron } from '../../../electron/fake-electron.ts';

it('keeps the machine awake from the first word of work to the last, once', () => {
  const { electron, blockers, log } = fakeElectron();
  const awake = stayAwake(electron.powerSaveBlocker);
  awake(false);
  expect(log).toEqual([]);
  awake(true);
  awake(true);
  expect([log, blockers.size]).toEqual([['awake prevent-app-suspension'], 1]);
  awake(false);
  expect(blockers.size).toBe(0);
  awake(true);
  expect(blockers.size).toBe(1);
});
