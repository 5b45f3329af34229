import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { arch, availableParallelism, release, totalmem, type } from 'node:os';
import { counted } from '../../core/counted.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { AppContext } from '../app/app-context.ts';
import { faultLogFile } from '../data-folder/data-folder.ts';
import { textWithoutSecrets, withoutSecrets } from '../secrets/without-secrets.ts';
import { softwareVersion } from '../software-version.ts';

/** What a report is made of. */
export interface FaultFacts {
  readonly now: Date;
  /** By name, e.g. `program`, `electron`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly system: string;
  readonly settings: AppSettings;
  readonly runs: readonly Pick<RunRecord, 'id' | 'status' | 'policy' | 'rowCount' | 'problem'>[];
  /** The end of the fault log; empty where nothing was written down. */
  readonly log: string;
}

const RUNS = 10;
/** Some hundred lines. */
const LOG_BYTES = 64 * 1024;

/**
 * A report for the developers that a person reads first and sends by hand: versions, settings, how the last
 * runs ended, and the last lines of the log. No secrets, no rows, no names of files of a run.
 */
export function faultReport(facts: FaultFacts): string {
  const { now, versions, system, settings, runs, log } = facts;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const ended = runs.map(({ id, status, policy, rowCount, problem }) =>
    [id, status, policy, counted(rowCount ?? 0, 'row'), ...(problem ? [problem.code] : [])].join(
      '  ',
    ),
  );
  return textWithoutSecrets(
    [
      `Thrive Cash Reconciler: report of ${now.toISOString()}`,
      `\nVersions\n${list.join('\n')}`,
      `\nSystem\n${system}`,
      `\nSettings\n${JSON.stringify(withoutSecrets(settings), null, 2)}`,
      `\nLast runs\n${ended.length > 0 ? ended.join('\n') : 'None.'}`,
      `\nLog\n${log === '' ? 'Empty.' : log}`,
      '',
    ].join('\n'),
  );
}

/** The facts of this program as it runs. */
export function faultFacts({ root, history, host, now }: AppContext): FaultFacts {
  const { electron, chrome, node = '' } = process.versions as Record<string, string | undefined>;
  return {
    now: now(),
    versions: {
      program: softwareVersion(),
      host: host.kind,
      ...(electron && { electron }),
      ...(chrome && { chrome }),
      node,
    },
    system: `${type()} ${release()} ${arch()}, ${availableParallelism()} processors, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    settings: history.appSettings(),
    runs: history.listRuns({ limit: RUNS }),
    log: endOf(faultLogFile(root)),
  };
}

/** The last whole lines of a file, at most {@link LOG_BYTES}; empty where there is none. */
function endOf(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, LOG_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8');
    return (size > bytes.length ? text.slice(text.indexOf('\n') + 1) : text).trimEnd();
  } finally {
    closeSync(file);
  }
}
