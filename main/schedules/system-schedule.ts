import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { SystemSchedule } from '../../core/contract/schedules/schedule.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { UnitFile, UnitKind, UnitWish } from '../../core/schedule/units/unit.ts';
import { UNIT_KINDS } from '../../core/schedule/units/units.ts';
import { programFolder } from '../program-folder.ts';

/** The machine, as far as schedules of the system are concerned. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** What runs the schedules that have come, but for the data folder; null where nothing does without the window. */
  readonly command: readonly string[] | null;
  /** Calls a program of the system and answers what it printed. Rejects where it fails. */
  call(program: string, words: readonly string[]): Promise<string>;
}

/** The machine that the program runs on. */
export function thisSystem(): System {
  const entry = join(programFolder(), 'main', 'cli', 'main.ts');
  return {
    platform: process.platform,
    home: homedir(),
    command:
      process.versions['electron'] === undefined && existsSync(entry)
        ? [process.execPath, entry, 'schedule', 'run']
        : null,
    async call(program, words) {
      const { stdout } = await promisify(execFile)(program, [...words], { timeout: 60_000 });
      return stdout;
    },
  };
}

/** How the system runs the schedules of a data folder. */
export async function systemSchedule(root: string, system: System): Promise<SystemSchedule> {
  const wanted = wishOf(root, system);
  if (wanted === null) return { ...NONE, note: noteOf(system) };
  const { kind, wish } = wanted;
  const files = kind.files(wish).map(({ path }) => path);
  const isInstalled = files.every((path) => existsSync(path));
  const asking = isInstalled ? kind.asking(wish) : null;
  const times =
    asking && kind.times(await system.call(asking[0]!, asking.slice(1)).catch(() => ''));
  return {
    by: kind.name,
    isInstalled,
    files,
    nextAt: times?.nextAt ?? null,
    lastAt: times?.lastAt ?? null,
    note: null,
  };
}

/** Has the system run the schedules of a data folder. Throws Problem `schedule.system`; nothing is left behind then. */
export async function installSchedules(root: string, system: System): Promise<SystemSchedule> {
  const wanted = wishOf(root, system);
  if (wanted === null) throw notTaken(noteOf(system), null);
  const { kind, wish } = wanted;
  try {
    for (const file of kind.files(wish)) write(file);
    for (const [program, ...words] of kind.installing(wish)) await system.call(program!, words);
  } catch (cause) {
    deleteFiles(kind.files(wish));
    throw notTaken(
      `${kind.name}: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
  return systemSchedule(root, system);
}

/** Has the system run them no more; nothing where it does not. */
export async function uninstallSchedules(root: string, system: System): Promise<SystemSchedule> {
  const wanted = wishOf(root, system);
  if (wanted !== null) {
    const { kind, wish } = wanted;
    // What the system does not know any more need not be taken from it.
    for (const [program, ...words] of kind.removing(wish))
      await system.call(program!, words).catch(() => undefined);
    deleteFiles(kind.files(wish));
  }
  return systemSchedule(root, system);
}

const NONE = { by: null, isInstalled: false, files: [], nextAt: null, lastAt: null } as const;

function wishOf(
  root: string,
  { platform, home, command }: System,
): { readonly kind: UnitKind; readonly wish: UnitWish } | null {
  const kind = UNIT_KINDS.find((one) => one.platform === platform);
  if (!kind || command === null) return null;
  const id = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return { kind, wish: { command: [...command, '--data-dir', root], home, id } };
}

function noteOf({ command }: System): string {
  return command === null
    ? 'This program runs schedules while it is open. To have them run while it is closed, install it from its source.'
    : 'On this system nothing is known that runs schedules while the program is closed.';
}

function write({ path, text, encoding }: UnitFile): void {
  mkdirSync(dirname(path), { recursive: true });
  // Windows tells the encoding of a task by its mark.
  writeFileSync(path, encoding === 'utf16le' ? `\uFEFF${text}` : text, { encoding });
}

function deleteFiles(files: readonly UnitFile[]): void {
  for (const { path } of files) rmSync(path, { force: true });
}

function notTaken(message: string, cause: unknown): Problem {
  return new Problem(
    {
      kind: 'internal',
      code: 'schedule.system',
      message: `The system did not take over the schedules. ${message}`,
      hint: 'Keep the program open at those times, or have your administrator start “schedule run” every few minutes.',
    },
    cause,
  );
}
