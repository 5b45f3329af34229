import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  installSchedules,
  systemSchedule,
  uninstallSchedules,
} from '../../../main/schedules/system-schedule.ts';
import type { System } from '../../../main/schedules/system-schedule.ts';
import { scratch } from '../cli/command.ts';

function machine(platform: NodeJS.Platform, home: string, fails = false) {
  const called: string[] = [];
  const system: System = {
    platform,
    home,
    command: ['/usr/bin/node', '/opt/main.ts', 'schedule', 'run'],
    async call(program, words) {
      if (fails) throw new Error('There is no bus.');
      called.push([program, ...words].join(' '));
      return 'NextElapseUSecRealtime=@1796090400\nLastTriggerUSec=@0\n';
    },
  };
  return { system, called };
}

it('has the system run schedules, shows when, and takes all of it back', async () => {
  const home = scratch();
  const { system, called } = machine('linux', home);
  expect(await systemSchedule('/data', system)).toMatchObject({
    by: 'systemd',
    isInstalled: false,
  });
  const installed = await installSchedules('/data', system);
  expect(installed).toMatchObject({ isInstalled: true, nextAt: 1_796_090_400_000, lastAt: null });
  expect(called[0]).toBe('systemctl --user daemon-reload');
  const removed = await uninstallSchedules('/data', system);
  expect(removed.isInstalled).toBe(false);
  for (const path of installed.files) expect(existsSync(path)).toBe(false);
});

it('leaves nothing behind where the system refuses, and says what it said', async () => {
  const home = scratch();
  const { system } = machine('linux', home, true);
  await expect(installSchedules('/data', system)).rejects.toMatchObject({
    code: 'schedule.system',
    message: expect.stringContaining('There is no bus.'),
  });
  expect(
    readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()),
  ).toEqual([]);
});

it('says why where nothing is known that runs them', async () => {
  const { system } = machine('freebsd', '/home/a');
  const found = await systemSchedule('/data', system);
  expect(found).toMatchObject({ by: null, isInstalled: false });
  expect(found.note).toContain('nothing is known');
});
