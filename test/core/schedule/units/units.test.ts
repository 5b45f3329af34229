import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchd } from '../../../../core/schedule/units/launchd.ts';
import { systemd } from '../../../../core/schedule/units/systemd.ts';
import { taskScheduler } from '../../../../core/schedule/units/task-scheduler.ts';
import { UNIT_KINDS } from '../../../../core/schedule/units/units.ts';

const wish = {
  command: [
    process.execPath,
    '/opt/R & D/50% "cash"/main.ts',
    'schedule',
    'run',
    '--data-dir',
    '/home/a b/$data',
  ],
  home: '/home/a b',
  id: 'abc123',
};
const hasTool = (name: string): boolean => !spawnSync(name, ['--version']).error;

/** The elements of an XML document by their path, with their text. Throws where it is not well-formed. */
function elements(text: string): [string, string][] {
  const parser = new SaxesParser();
  const path: string[] = [];
  const found: [string, string][] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    found.push([path.join('/'), '']);
  });
  parser.on('text', (content) => {
    const last = found.at(-1);
    if (last && content.trim() !== '') last[1] += content;
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  return found;
}

describe('what the system is given', () => {
  it.runIf(hasTool('systemd-analyze'))('passes the verifier of systemd', () => {
    const folder = mkdtempSync(join(tmpdir(), 'thrive-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const paths = systemd.files(wish).map(({ path, text }) => {
      const there = join(folder, basename(path));
      writeFileSync(there, text);
      return there;
    });
    const { status, stderr, stdout } = spawnSync(
      'systemd-analyze',
      ['--user', 'verify', ...paths],
      {
        encoding: 'utf8',
        env: { ...process.env, XDG_RUNTIME_DIR: folder },
      },
    );
    // What it says of units of the machine is not ours.
    const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('thrive-cash'));
    expect(ours).toEqual([]);
    expect(status).toBe(0);
  });

  it('quotes for systemd what would begin a variable or a specifier', () => {
    const text = systemd.files(wish)[0]!.text;
    expect(text).toContain('"/opt/R & D/50%% \\"cash\\"/main.ts"');
    expect(text).toContain('"/home/a b/$$data"');
    expect(
      systemd.times('NextElapseUSecRealtime=@1796090400\nLastTriggerUSec=@1796090100\n'),
    ).toEqual({ nextAt: 1_796_090_400_000, lastAt: 1_796_090_100_000 });
    expect(systemd.times('NextElapseUSecRealtime=\nLastTriggerUSec=\n')).toEqual({
      nextAt: null,
      lastAt: null,
    });
  });

  it('is a property list that launchd can read, with the arguments as they are', () => {
    const { text } = launchd.files(wish)[0]!;
    const found = elements(text);
    const words = found
      .filter(([path]) => path === 'plist/dict/array/string')
      .map(([, word]) => word);
    expect(words).toEqual(wish.command);
    expect(found.filter(([path]) => path === 'plist/dict/key').map(([, key]) => key)).toEqual([
      'Label',
      'ProgramArguments',
      'StartInterval',
      'ProcessType',
    ]);
    if (hasTool('plutil')) execFileSync('plutil', ['-lint', '-'], { input: text });
  });

  it('is a task in the order of elements that the schema of Task Scheduler wants', () => {
    const { text } = taskScheduler.files(wish)[0]!;
    const found = elements(text);
    const below = (parent: string): string[] =>
      found.flatMap(([path]) =>
        path.startsWith(`${parent}/`) && !path.slice(parent.length + 1).includes('/')
          ? [path.slice(parent.length + 1)]
          : [],
      );
    // taskType, triggerBaseType with timeTriggerType, and repetitionType are sequences ([MS-TSCH] 2.5).
    expect(below('Task')).toEqual([
      'RegistrationInfo',
      'Triggers',
      'Principals',
      'Settings',
      'Actions',
    ]);
    expect(below('Task/Triggers/TimeTrigger')).toEqual(['Repetition', 'StartBoundary', 'Enabled']);
    expect(below('Task/Triggers/TimeTrigger/Repetition')).toEqual([
      'Interval',
      'StopAtDurationEnd',
    ]);
    expect(below('Task/Actions/Exec')).toEqual(['Command', 'Arguments']);
    const [program, ...words] = wish.command;
    expect(new Map(found).get('Task/Actions/Exec/Command')).toBe(program);
    expect(new Map(found).get('Task/Actions/Exec/Arguments')).toBe(
      words.map((word) => `"${word.replaceAll('"', '\\"')}"`).join(' '),
    );
  });

  it('lies in the home of the user, each data folder beside the others', () => {
    for (const kind of UNIT_KINDS) {
      const paths = (id: string): string[] => kind.files({ ...wish, id }).map(({ path }) => path);
      for (const path of paths('one')) expect(path.startsWith(wish.home)).toBe(true);
      expect(new Set([...paths('one'), ...paths('two')]).size).toBe(2 * paths('one').length);
    }
  });
});
