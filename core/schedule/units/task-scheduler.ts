import { LOOK_MINUTES, xml } from './unit.ts';
import type { UnitKind, UnitWish } from './unit.ts';

/**
 * A task of Windows (Task Scheduler Schema, [MS-TSCH] 2.5). It has the order of elements that the schema wants, runs
 * only while the user is logged on, as no password is kept for it, and one at a time.
 */
export const taskScheduler: UnitKind = {
  platform: 'win32',
  name: 'Task Scheduler',
  files: (wish) => [{ path: pathOf(wish), text: task(wish), encoding: 'utf16le' }],
  installing: (wish) => [['schtasks', '/Create', '/F', '/TN', nameOf(wish), '/XML', pathOf(wish)]],
  removing: (wish) => [['schtasks', '/Delete', '/F', '/TN', nameOf(wish)]],
  // What it answers is in the language of the system.
  asking: () => null,
  times: () => ({ nextAt: null, lastAt: null }),
};

function nameOf({ id }: UnitWish): string {
  return `Thrive Cash Reconciler\\Schedules ${id}`;
}

function pathOf({ home, id }: UnitWish): string {
  return `${home}\\AppData\\Local\\Thrive Cash Reconciler\\schedules-${id}.xml`;
}

function task({ command: [program, ...words] }: UnitWish): string {
  const line = words.map((word) => `"${word.replaceAll('"', '\\"')}"`).join(' ');
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Looks whether a schedule of Thrive Cash Reconciler has come.</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT${LOOK_MINUTES}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xml(program!)}</Command>
      <Arguments>${xml(line)}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}
