import { LOOK_MINUTES, xml } from './unit.ts';
import type { UnitKind, UnitWish } from './unit.ts';

/** An agent of the user (launchd.plist(5)). It tells no times. */
export const launchd: UnitKind = {
  platform: 'darwin',
  name: 'launchd',
  files: (wish) => [{ path: pathOf(wish), text: agent(wish), encoding: 'utf8' }],
  installing: (wish) => [['launchctl', 'load', '-w', pathOf(wish)]],
  removing: (wish) => [['launchctl', 'unload', '-w', pathOf(wish)]],
  asking: () => null,
  times: () => ({ nextAt: null, lastAt: null }),
};

function labelOf({ id }: UnitWish): string {
  return `org.thrivecash.reconciler.schedules.${id}`;
}

function pathOf(wish: UnitWish): string {
  return `${wish.home}/Library/LaunchAgents/${labelOf(wish)}.plist`;
}

function agent(wish: UnitWish): string {
  const words = wish.command.map((word) => `    <string>${xml(word)}</string>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${xml(labelOf(wish))}</string>
  <key>ProgramArguments</key>
  <array>
${words}  </array>
  <key>StartInterval</key>
  <integer>${LOOK_MINUTES * 60}</integer>
  <key>ProcessType</key>
  <string>Background</string>
</dict>
</plist>
`;
}
