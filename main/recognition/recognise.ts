import { basename, join } from 'node:path';
import type { Recognition } from '../../core/contract/recognition.ts';
import type { SourceRecord } from '../../core/contract/run.ts';
import { LEDGER_FILE } from '../../core/run-folder/names.ts';
import { acceptedRows } from '../../core/run-folder/validation-file.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { History } from '../history/history.ts';
import { keptReading } from '../history/kept-reading.ts';
import { nameOfPlace } from '../places/fetch/fetch-place.ts';
import { isRemote, isWarehouse } from '../places/remote/place-kind.ts';
import { decide } from './decide.ts';
import { nameButForDates, nameOfNewSource } from './name-but-for-dates.ts';
import { sampleOf, sharesIn } from './shared-rows.ts';
import type { Looking, Sample } from './shared-rows.ts';

/** A file whose source is sought. */
export interface SoughtFile {
  /** Where its bytes lie on this machine. */
  readonly path: string;
  /** Where it came from, and the place that was asked for: the same, or a pattern. */
  readonly place: string;
  readonly source: string;
}

/** Of many sources, those that were used last are compared. */
const MOST_COMPARED = 50;

/**
 * Which source a file belongs to: that of its place; else what its name and its rows tell. Throws the Problem
 * `run.cancelled`.
 *
 * @param newRows the file is said to hold new rows only.
 */
export async function recognise(
  history: History,
  root: string,
  file: SoughtFile,
  newRows: boolean,
  looking: Looking,
): Promise<Recognition> {
  const name = fileName(file.place);
  const newName = history.freeName(nameOfNewSource(name));
  const there = history.findSource(file.source);
  if (there !== null) {
    const { id } = there;
    const signs = { id, name: there.name, samePlace: true, sameName: false, share: null };
    return decide([signs], newName, newRows);
  }
  return decide(await signsOf(history, root, file, looking), newName, newRows);
}

/** The source, other than one, that has most of its rows in a file; null where none has most. */
export async function likelySource(
  history: History,
  root: string,
  file: SoughtFile,
  but: number | null,
  looking: Looking,
): Promise<{ readonly name: string; readonly share: number } | null> {
  const signs = await signsOf(history, root, file, looking);
  const { claims } = decide(
    signs.filter(({ id }) => id !== but).map((sign) => ({ ...sign, sameName: false })),
    '',
    false,
  );
  const [first] = claims;
  return first?.share == null ? null : { name: first.name, share: first.share };
}

async function signsOf(history: History, root: string, file: SoughtFile, looking: Looking) {
  const stem = nameButForDates(fileName(file.place));
  const sources = history
    .listSourcesByUse(MOST_COMPARED)
    .filter(({ place }) => !isWarehouse(place));
  const samples = await Promise.all(sources.map(({ id }) => sampleOfSource(history, root, id)));
  const shares = await sharesIn(
    file.path,
    samples.map((sample) => sample ?? []),
    sources.map(({ id, mapping }) => ({ mapping, sheets: keptReading(history, id).sheets })),
    looking,
  );
  return sources.map((source, i) => ({
    id: source.id,
    name: source.name,
    samePlace: false,
    sameName:
      stem !== '' && namesOf(history, source).some((name) => nameButForDates(name) === stem),
    share: samples[i] == null ? null : shares[i]!,
  }));
}

/** What the source's files were called. */
function namesOf(history: History, source: SourceRecord): string[] {
  return [source.place, ...history.placesOf(source.id)].map(fileName);
}

/** Of the ledger that stands in a source; null where nothing of it was completed, or its files are gone. */
async function sampleOfSource(
  history: History,
  root: string,
  sourceId: number,
): Promise<Sample | null> {
  const run = history.previousCompleted(sourceId);
  if (run === null) return null;
  const rows = await acceptedRows(join(runFolder(root, run.id), LEDGER_FILE)).catch(() => null);
  return rows && sampleOf(rows);
}

/** What a file is called: the last part of its place. */
export function fileName(place: string): string {
  return isRemote(place) ? nameOfPlace(place) : basename(place.replaceAll('\\', '/'));
}
