import { LOOK_MINUTES } from './unit.ts';
import type { UnitKind, UnitWish } from './unit.ts';

/** Timers of the user (systemd.timer(5), systemd.service(5)). */
export const systemd: UnitKind = {
  platform: 'linux',
  name: 'systemd',
  files: (wish) => [
    { path: pathOf(wish, 'service'), text: service(wish), encoding: 'utf8' },
    { path: pathOf(wish, 'timer'), text: timer(), encoding: 'utf8' },
  ],
  installing: (wish) => [
    ['systemctl', '--user', 'daemon-reload'],
    ['systemctl', '--user', 'enable', '--now', `${nameOf(wish)}.timer`],
  ],
  removing: (wish) => [['systemctl', '--user', 'disable', '--now', `${nameOf(wish)}.timer`]],
  asking: (wish) => [
    'systemctl',
    '--user',
    'show',
    `${nameOf(wish)}.timer`,
    '--property=NextElapseUSecRealtime,LastTriggerUSec',
    '--timestamp=unix',
  ],
  times: (answer) => ({
    nextAt: unixTime(answer, 'NextElapseUSecRealtime'),
    lastAt: unixTime(answer, 'LastTriggerUSec'),
  }),
};

function nameOf({ id }: UnitWish): string {
  return `thrive-cash-reconciler-${id}`;
}

function pathOf(wish: UnitWish, ending: string): string {
  return `${wish.home}/.config/systemd/user/${nameOf(wish)}.${ending}`;
}

function service({ command }: UnitWish): string {
  return `[Unit]
Description=Thrive Cash Reconciler: schedules that have come
Documentation=man:systemd.timer(5)

[Service]
Type=oneshot
ExecStart=${command.map(argument).join(' ')}
Nice=10
`;
}

function timer(): string {
  return `[Unit]
Description=Thrive Cash Reconciler: looks whether a schedule has come

[Timer]
OnCalendar=*:0/${LOOK_MINUTES}
Persistent=true
AccuracySec=30s

[Install]
WantedBy=timers.target
`;
}

/** `%` begins a specifier, `$` a variable. */
function argument(text: string): string {
  const plain = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${plain.replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
}

function unixTime(answer: string, name: string): number | null {
  const [, seconds] = new RegExp(`^${name}=@(\\d+)`, 'm').exec(answer) ?? [];
  return seconds === undefined || seconds === '0' ? null : Number(seconds) * 1000;
}
