import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { PHASES } from '../attempt-log.ts';
import type { LogLine, Phase } from '../attempt-log.ts';
import type { StepName } from '../../../core/contract/steps.ts';
import { partitionWatch } from '../finished-partitions.ts';
import type { Call, CallKind, Ending, Order } from './call-plan.ts';

/**
 * Puts itself before every call of this process on files below a folder and on its databases: counts
 * them by phase, and kills the process or lets a call fail where the order says so. Native code (SQLite's
 * and DuckDB's own writing) is beyond it; there, kills come by the clock.
 */
export interface WatchedCalls {
  /** A word of progress counts as a call, too. */
  progress(): void;
  enter(phase: Phase): void;
  readonly calls: Ending['calls'];
}

type Anything = (this: unknown, ...args: unknown[]) => unknown;
type Owner = Record<string, Anything>;
type Style = 'sync' | 'promise' | 'callback';

const ERRNO = { ENOSPC: -28, EIO: -5, EROFS: -30 } as const;
const WORDS = {
  ENOSPC: 'no space left on device',
  EIO: 'i/o error',
  EROFS: 'read-only file system',
} as const;

export async function watchCalls(
  order: Pick<Order, 'root' | 'source' | 'out' | 'log' | 'kill' | 'fault' | 'loss'>,
): Promise<WatchedCalls> {
  const { kill, fault, loss } = order;
  const folders = [order.root, order.source, ...(order.out === null ? [] : [order.out])];
  const watched = (path: unknown): path is string =>
    typeof path === 'string' && folders.some((folder) => resolve(path).startsWith(folder));

  const { openSync, writeSync: write } = fs;
  const logFile = openSync(order.log, 'a');
  const say = (line: LogLine): void => void write(logFile, `${JSON.stringify(line)}\n`);

  const calls: Partial<Record<Phase, Call[]>> = {};
  let phase: Phase = 'opening';
  let failing = false;
  const enter = (next: Phase): void => {
    if (next === phase) return;
    phase = next;
    say({ phase });
  };
  const die = (what: string): void => {
    say({ struck: what });
    process.kill(process.pid, 'SIGKILL');
  };

  /**
   * Whether the next call is the one to die at. A resumed attempt has fewer calls than one from the start:
   * what it has not come to in a phase is done at once in the next.
   */
  function isDue(past: readonly Call[], { kind, file }: Call): boolean {
    if (kill === null) return false;
    if (kill.phase !== phase) return PHASES.indexOf(phase) > PHASES.indexOf(kill.phase);
    if (kill.file === null) return past.length === kill.call;
    const writes = past.filter((call) => call.kind === 'write' && call.file === kill.file);
    return kind === 'write' && file === kill.file && writes.length === kill.call;
  }

  /** Counts a call. Returns the error that it is to fail with, if any; kills before it or after its half. */
  function before(
    kind: CallKind,
    what: string,
    path: string | null = null,
    half?: () => void,
  ): Error | null {
    const past = (calls[phase] ??= []);
    const call = { kind, file: path && basename(path).replace(/\.\d+\.tmp/, '.tmp') };
    const here = isDue(past, call);
    if (fault && fault.phase === phase && fault.call === past.length) failing = true;
    if (loss && loss.phase === phase && loss.call === past.length) {
      const [command, ...args] = loss.command;
      say({ struck: `${loss.command.join(' ')} ${what}` });
      execFileSync(command!, args);
    }
    past.push(call);
    if (here && kill?.when !== 'after') {
      if (kill?.when === 'torn') half?.();
      die(`${kill?.when} ${what}`);
    }
    dieAfter = here;
    if (!failing || !fault?.kinds.includes(kind)) return null;
    say({ struck: `${fault.code} ${what}` });
    return faultError(fault.code, kind, what);
  }
  let dieAfter = false;

  /** Counts a call that has no half. Returns what is to be done after it, if the process is to die then. */
  function laterDeath(kind: CallKind, what: string): (() => void) | null {
    const error = before(kind, what);
    if (error) throw error;
    return dieAfter ? () => die(`after ${what}`) : null;
  }

  const pathOfFile = new Map<number, string>();
  const finished = partitionWatch();
  const nameOf = (target: unknown): string | undefined =>
    typeof target === 'number' ? pathOfFile.get(target) : watched(target) ? target : undefined;

  function patch(
    owner: Owner,
    name: string,
    kind: CallKind,
    style: Style,
    pathOf: (self: unknown, args: unknown[]) => unknown,
    half?: (self: unknown, args: unknown[]) => void,
    seen?: (path: string, args: unknown[], result: unknown) => void,
  ): void {
    const original = owner[name]!;
    owner[name] = function (...args) {
      const path = nameOf(pathOf(this, args));
      if (path === undefined) return original.apply(this, args);
      const error = before(kind, `${name} ${path}`, path, half && (() => half(this, args)));
      if (error) {
        if (style === 'sync') throw error;
        if (style === 'promise') return Promise.reject(error);
        setImmediate(() => (args.at(-1) as (error: Error) => void)(error));
        return undefined;
      }
      const mine = dieAfter;
      const result = original.apply(this, args);
      const over = (value: unknown): unknown => {
        seen?.(path, args, value);
        if (mine) die(`after ${name} ${path}`);
        return value;
      };
      return style === 'promise' ? (result as Promise<unknown>).then(over) : over(result);
    };
  }

  const first = (_: unknown, args: unknown[]): unknown => args[0];
  const opened = (path: string, _: unknown[], file: unknown): void =>
    void pathOfFile.set(file as number, path);
  const bytesOf = (data: unknown): Uint8Array =>
    typeof data === 'string' ? Buffer.from(data) : (data as Uint8Array);
  const halfOf = (data: unknown): Uint8Array => {
    const bytes = bytesOf(data);
    return bytes.subarray(0, bytes.byteLength >> 1);
  };
  const halfToFile = (_: unknown, [file, data, at]: unknown[]): void =>
    void write(file as number, halfOf(bytesOf(data).subarray((at as number | undefined) ?? 0)));

  const sync = fs as unknown as Owner;
  patch(sync, 'openSync', 'name', 'sync', first, undefined, opened);
  patch(sync, 'writeSync', 'write', 'sync', first, halfToFile, (path, [, data], count) => {
    const done = finished(path, bytesOf(data).subarray(0, count as number));
    if (done) say(done);
  });
  for (const name of ['readSync', 'readFileSync', 'readdirSync'])
    patch(sync, name, 'read', 'sync', first);
  for (const name of ['fsyncSync', 'fdatasyncSync']) patch(sync, name, 'sync', 'sync', first);
  for (const name of ['ftruncateSync', 'writeFileSync']) patch(sync, name, 'write', 'sync', first);
  for (const name of ['renameSync', 'mkdirSync', 'rmSync', 'unlinkSync'])
    patch(sync, name, 'name', 'sync', first);
  for (const [name, kind] of [
    ['read', 'read'],
    ['write', 'write'],
    ['writev', 'write'],
    ['fsync', 'sync'],
    ['fdatasync', 'sync'],
  ] as const)
    patch(sync, name, kind, 'callback', first);

  const promises = fs.promises as unknown as Owner;
  const handle = await fs.promises.open(order.log, 'r');
  const handles = Object.getPrototypeOf(handle) as Owner;
  await handle.close();
  patch(promises, 'open', 'name', 'promise', first, undefined, (path, _, file) =>
    opened(path, [], (file as { fd: number }).fd),
  );
  patch(
    promises,
    'writeFile',
    'write',
    'promise',
    first,
    (_, [path, data]) => void fs.writeFileSync(path as string, halfOf(data)),
  );
  for (const name of ['readFile', 'readdir', 'stat'])
    patch(promises, name, 'read', 'promise', first);
  for (const name of ['rename', 'rm', 'mkdir', 'unlink'])
    patch(promises, name, 'name', 'promise', first);
  patch(promises, 'copyFile', 'write', 'promise', (_, args) => args[1]);
  const own = (self: unknown): unknown => (self as { fd: number }).fd;
  for (const name of ['write', 'writeFile', 'appendFile', 'truncate'])
    patch(handles, name, 'write', 'promise', own, (self, [data]) =>
      data instanceof Uint8Array || typeof data === 'string'
        ? void write((self as { fd: number }).fd, halfOf(data))
        : undefined,
    );
  for (const name of ['sync', 'datasync']) patch(handles, name, 'sync', 'promise', own);
  for (const name of ['read', 'readFile']) patch(handles, name, 'read', 'promise', own);
  syncBuiltinESMExports();

  // What is completed within a transaction is so with its end.
  const pending: LogLine[] = [];
  watchDatabases((statement, source, args, act) => {
    const step = stepOf(source, args);
    if (step && step.status === undefined) {
      enter(step.name);
      say({ begun: step.name });
    }
    if (source.startsWith('DELETE FROM exceptions ')) enter('completing');
    const die = laterDeath('history', source.trim().slice(0, 40));
    const result = act();
    if (step?.status === 'completed') pending.push({ completed: step.name });
    if (source === 'ROLLBACK') pending.length = 0;
    if (!statement?.database.inTransaction) for (const line of pending.splice(0)) say(line);
    die?.();
    return result;
  });

  return {
    calls,
    enter,
    progress: () => laterDeath('progress', 'progress')?.(),
  };
}

function faultError(code: keyof typeof ERRNO, kind: CallKind, what: string): Error {
  if (kind === 'history') {
    const sqlite = {
      ENOSPC: ['database or disk is full', 'SQLITE_FULL'],
      EIO: ['disk I/O error', 'SQLITE_IOERR_WRITE'],
      EROFS: ['attempt to write a readonly database', 'SQLITE_READONLY'],
    } as const;
    const [message, name] = sqlite[code];
    return new Database.SqliteError(message, name);
  }
  const [syscall, path] = what.split(' ');
  return Object.assign(new Error(`${code}: ${WORDS[code]}, ${syscall} '${path}'`), {
    code,
    errno: ERRNO[code],
    syscall,
    path,
  });
}

/** Passes every statement that changes a database through `around`. */
function watchDatabases(
  around: (
    statement: Database.Statement | null,
    source: string,
    args: readonly unknown[],
    act: () => unknown,
  ) => unknown,
): void {
  const db = new Database(':memory:');
  const statements = Object.getPrototypeOf(db.prepare('SELECT 1')) as Owner;
  db.close();
  const run = statements['run']!;
  statements['run'] = function (...args) {
    const statement = this as Database.Statement;
    return around(statement, statement.source, args, () => run.apply(this, args));
  };
  const databases = Database.prototype as unknown as Owner;
  const exec = databases['exec']!;
  databases['exec'] = function (...args) {
    return around(null, String(args[0]), [], () => exec.apply(this, args));
  };
}

/** The step that a statement on the history begins (no status) or ends; null for any other statement. */
function stepOf(
  source: string,
  args: readonly unknown[],
): { readonly name: StepName; readonly status?: unknown } | null {
  if (source.startsWith('INSERT INTO steps')) return { name: (args[0] as { name: StepName }).name };
  if (source.startsWith('UPDATE steps') && args.length === 8)
    return { name: args[7] as StepName, status: args[0] };
  return null;
}
