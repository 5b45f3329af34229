import { counted } from '../counted.ts';

/** What a history comes to, as far as a person is told of it when another is put in its place. */
export interface HistoryFigures {
  /** Ids of runs with their status. */
  readonly runs: Readonly<Record<string, string>>;
  /** How many exceptions somebody has decided or taken on. */
  readonly decided: number;
  readonly signOffs: number;
  /** Of each period of a source, `open`, `prepared`, `reviewed` or `locked`. */
  readonly closes: Readonly<Record<string, string>>;
  /** By name, as JSON. */
  readonly settings: Readonly<Record<string, string>>;
  /** Entries of the audit log. */
  readonly entries: number;
}

/** As many are named. */
const NAMED = 5;

/**
 * What changes where `then` is put in the place of `now`, a sentence each.
 *
 * @param now `none` where there is no history, `unreadable` where there is one that cannot be read.
 */
export function historyChanges(
  now: HistoryFigures | 'none' | 'unreadable',
  then: HistoryFigures,
): string[] {
  const runs = Object.keys(then.runs);
  if (now === 'none' || now === 'unreadable')
    return [
      `The history comes back with ${counted(runs.length, 'run')}, ${counted(then.decided, 'decided exception')}, ${counted(then.signOffs, 'sign-off')} and ${then.entries} ${then.entries === 1 ? 'entry' : 'entries'} of the audit log.`,
      ...(now === 'none'
        ? []
        : ['The present history cannot be read, so it cannot be compared; it is kept aside.']),
    ];
  const gone = Object.keys(now.runs).filter((id) => !(id in then.runs));
  const back = runs.filter((id) => !(id in now.runs));
  const other = runs.filter((id) => id in now.runs && now.runs[id] !== then.runs[id]);
  const closes = differing(now.closes, then.closes).map(
    (period) =>
      `${period} (${now.closes[period] ?? 'open'}, then ${then.closes[period] ?? 'open'})`,
  );
  return [
    ...named('run', 'goes', 'go', gone),
    ...named('run', 'comes back', 'come back', back),
    ...named('run', 'has another status', 'have another status', other),
    ...compared('exceptions decided', now.decided, then.decided),
    ...compared('sign-offs of runs', now.signOffs, then.signOffs),
    ...named('close', 'stands differently', 'stand differently', closes),
    ...named('setting', 'changes', 'change', differing(now.settings, then.settings)),
    ...compared('entries of the audit log', now.entries, then.entries),
  ];
}

/** What becomes of the files of the data folder, a sentence each. */
export function fileChanges(
  now: ReadonlyMap<string, string>,
  then: ReadonlyMap<string, string>,
): string[] {
  const gone = [...now.keys()].filter((path) => !then.has(path));
  const back = [...then.keys()].filter((path) => !now.has(path));
  const other = [...then.keys()].filter(
    (path) => now.has(path) && now.get(path) !== then.get(path),
  );
  return [
    ...named('file', 'goes', 'go', gone),
    ...named('file', 'comes back', 'come back', back),
    ...named('file', 'changes', 'change', other),
  ];
}

function differing(
  now: Readonly<Record<string, string>>,
  then: Readonly<Record<string, string>>,
): string[] {
  return [...new Set([...Object.keys(now), ...Object.keys(then)])]
    .filter((name) => now[name] !== then[name])
    .sort();
}

/** How many of a thing go, come back or change, and which. */
function named(thing: string, one: string, many: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const verb = names.length === 1 ? one : many;
  return [`${counted(names.length, thing)} ${verb}: ${names.slice(0, NAMED).join(', ')}${more}.`];
}

function compared(what: string, now: number, then: number): string[] {
  return now === then
    ? []
    : [`${what[0]!.toUpperCase()}${what.slice(1)}: ${now} now, ${then} then.`];
}
