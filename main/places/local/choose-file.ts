import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { ObjectChoice, RemoteObjectFacts } from '../../../core/contract/api/places.ts';
import { keyPattern, namesPeriod, withPeriod } from '../remote/place-pattern.ts';
import { remoteProblem } from '../remote/remote-problem.ts';

/** The file that a local place names, and how it was chosen; null where there was nothing to choose. */
export interface ChosenFile {
  readonly path: string;
  readonly choice: ObjectChoice | null;
}

const OTHERS = 9;
/** What a folder is looked through for. */
const LEDGERS = /\.(xlsx|csv|parquet)$/i;
/** What spreadsheets and file managers leave beside a file. */
const BESIDE = /^(~\$|\.)/;

/** Whether a path stands for one of several files: it names a period, has a `*`, or ends as a folder does. */
export function isFilePattern(path: string): boolean {
  return namesPeriod(path) || path.includes('*') || /[\\/]$/.test(path);
}

/**
 * The one file that a local place stands for: itself, or for a pattern the newest that fits, for equal times the
 * last by its path. Links below the fixed part of a pattern are not followed: they may lead anywhere. Throws
 * Problems `source.period-needed` and `source.no-match`.
 */
export async function chooseFile(pattern: string, period: string | null): Promise<ChosenFile> {
  if (!isFilePattern(pattern) || (await isFile(pattern))) return { path: pattern, choice: null };
  if (namesPeriod(pattern) && period === null) throw periodNeeded(pattern);
  const parts = pattern.split(/[\\/]/);
  const first = parts.findIndex(
    (part, i) => namesPeriod(part) || part.includes('*') || i === parts.length - 1,
  );
  const base = resolve(parts.slice(0, first).join(sep) || (isAbsolute(pattern) ? sep : '.'));
  const sought = parts
    .slice(first)
    .map((part) => (period === null ? part : withPeriod(part, period)));
  const found = await fitting(base, sought);
  const facts = await Promise.all(found.map(factsOf));
  facts.sort(byAge);
  const [chosen] = facts;
  if (chosen === undefined) throw noMatch(join(base, ...sought));
  return {
    path: chosen.place,
    choice: { pattern, chosen, of: facts.length, others: facts.slice(1, 1 + OTHERS) },
  };
}

/** The files below a folder that fit, part by part; below an empty last part all that are ledgers. */
async function fitting(folder: string, [part = '', ...rest]: readonly string[]): Promise<string[]> {
  const below = part === '' && rest.length === 0;
  const { fits } = keyPattern(part);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map((entry): string[] | Promise<string[]> => {
      const path = join(folder, entry.name);
      if (BESIDE.test(entry.name)) return [];
      if (entry.isDirectory()) {
        if (below) return fitting(path, ['']);
        return rest.length > 0 && fits(entry.name) ? fitting(path, rest) : [];
      }
      if (!entry.isFile() || rest.length > 0) return [];
      return (below ? LEDGERS.test(entry.name) : fits(entry.name)) ? [path] : [];
    }),
  );
  return found.flat();
}

async function factsOf(place: string): Promise<RemoteObjectFacts> {
  const { size, mtimeMs } = await stat(place);
  return { place, bytes: size, modifiedAt: Math.round(mtimeMs) };
}

/** The newest first. */
function byAge(a: RemoteObjectFacts, b: RemoteObjectFacts): number {
  const age = (b.modifiedAt ?? 0) - (a.modifiedAt ?? 0);
  return age !== 0 ? age : a.place < b.place ? 1 : -1;
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

function periodNeeded(pattern: string): Error {
  return remoteProblem(
    'source.period-needed',
    `${pattern} depends on a period, but none is chosen.`,
    'Choose the period, for example 2026-10.',
  );
}

function noMatch(pattern: string): Error {
  return remoteProblem(
    'source.no-match',
    `No file matches ${pattern}.`,
    'Check the pattern and the period; the file may not have been delivered yet.',
  );
}
