import { PLAIN_CALENDAR } from '../../core/contract/periods.ts';
import type { Calendar } from '../../core/contract/periods.ts';
import type { AskedReading, SheetChoice } from '../../core/contract/settings.ts';
import type { History } from './history.ts';

/**
 * What a person has said of how the files of a source are read, by its latest run: it holds until it is
 * said otherwise. A sheet that was not there is not kept: the sheets are those of the latest run that found its own.
 */
export function keptReading(history: Pick<History, 'listRuns'>, sourceId: number): AskedReading {
  const [last] = history.listRuns({ sourceId, limit: 1 });
  if (!last) return {};
  const [found] = history.listRuns({
    sourceId,
    withoutFinding: 'sheet.chosen-missing',
    limit: 1,
  });
  return readingOf({ ...last.settings, sheets: found?.settings.sheets });
}

/**
 * What fiscal periods and spans of two weeks depend on in a source: as its latest run had it, else as it is set
 * up. Null where neither is there.
 */
export function keptCalendar(
  history: Pick<History, 'listRuns' | 'savedSource'>,
  sourceId: number,
): Calendar | null {
  const [last] = history.listRuns({ sourceId, limit: 1 });
  return last?.settings.calendar ?? history.savedSource(sourceId)?.settings.calendar ?? null;
}

/** The same, where a plain calendar holds if nothing is there. */
export function calendarOf(
  history: Pick<History, 'listRuns' | 'savedSource'>,
  sourceId: number,
): Calendar {
  return keptCalendar(history, sourceId) ?? PLAIN_CALENDAR;
}

/** Of settings, what says how a file is read; without what they leave open. */
export function readingOf({ dates, decimals, sheets }: AskedReading): AskedReading {
  return { ...(dates && { dates }), ...(decimals && { decimals }), ...(sheets && { sheets }) };
}

/** What was said, before what was kept. A sheet that was said for one role is no longer kept for another. */
export function readingBefore(said: AskedReading, kept: AskedReading): AskedReading {
  const names = Object.values(said.sheets ?? {});
  const others = Object.entries(kept.sheets ?? {}).filter(
    ([, name]) => name === null || !names.includes(name),
  );
  const sheets: SheetChoice = { ...Object.fromEntries(others), ...said.sheets };
  return readingOf({
    ...kept,
    ...readingOf(said),
    ...(Object.keys(sheets).length > 0 && { sheets }),
  });
}
