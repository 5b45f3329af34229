import { basename } from 'node:path';
import { MOST_REASON_LETTERS, ROW_DECISIONS } from '../../core/contract/settings.ts';
import type { DecidedRows } from '../../core/contract/settings.ts';
import { openSource } from '../../core/source/open-source.ts';
import { sheetExcerpt } from '../../core/source/preview.ts';
import { usage } from './arguments/usage.ts';

const COLUMNS = ['TRANS_ID', 'DECISION', 'REASON'] as const;
/** A decision is made by a person: no file holds more of them. */
const MOST_ROWS = 100_000;

/**
 * What a file of decisions says of rows that were reported and are changed or gone: a table (CSV or workbook) with
 * the columns TRANS_ID, DECISION (keep or take) and REASON. Rows decided alike come together. Throws a Problem of
 * kind `usage` that names the line, or the one of a file that cannot be read.
 */
export async function readDecisions(path: string): Promise<DecidedRows[]> {
  const source = await openSource(path);
  try {
    const range = { from: 2, count: MOST_ROWS };
    const { headers, rows, whole } = await sheetExcerpt(source, source.sheetNames[0]!, range);
    if (!whole)
      throw usage(
        `${basename(path)} has more than ${MOST_ROWS.toLocaleString('en')} lines.`,
        'Decide so many rows together, with --on-changed.',
      );
    const places = COLUMNS.map((column) => headers.map((one) => one.toUpperCase()).indexOf(column));
    const missing = COLUMNS.filter((_, i) => places[i]! < 0);
    if (missing.length > 0)
      throw usage(
        `${basename(path)} is missing the column ${missing.join(', ')}.`,
        `A decisions file needs the columns ${COLUMNS.join(', ')}.`,
      );
    const groups = new Map<string, DecidedRows>();
    const decided = new Set<string>();
    for (const { row, cells } of rows) {
      const [id, decision, reason] = places.map((place) => cells[place]!.trim());
      if (id === '' && decision === '' && reason === '') continue;
      const { rows: ids } = groupOf(groups, decisionOf(decision!, path, row), reason!);
      if (id === '' || reason === '')
        throw usage(
          `Line ${row} of ${basename(path)} has no ${id === '' ? 'TRANS_ID' : 'REASON'}.`,
          'Each decision needs a TRANS_ID and a reason.',
        );
      if (reason!.length > MOST_REASON_LETTERS)
        throw usage(
          `Line ${row} of ${basename(path)} has a REASON of more than ${MOST_REASON_LETTERS.toLocaleString('en')} characters.`,
          'Say it in fewer.',
        );
      if (decided.has(id!))
        throw usage(
          `Line ${row} of ${basename(path)} decides on ${id!} a second time.`,
          'Write one line for each row.',
        );
      decided.add(id!);
      ids.push(id!);
    }
    if (groups.size === 0)
      throw usage(`${basename(path)} contains no decisions.`, 'Write a line for each row.');
    return [...groups.values()];
  } finally {
    await source.close();
  }
}

function decisionOf(text: string, path: string, line: number): DecidedRows['decision'] {
  const decision = ROW_DECISIONS.find((one) => one === text.toLowerCase());
  if (decision === undefined)
    throw usage(
      `Line ${line} of ${basename(path)} has the unknown DECISION “${text}”.`,
      'Use keep for the reported figures, or take for the new file.',
    );
  return decision;
}

function groupOf(
  groups: Map<string, DecidedRows>,
  decision: DecidedRows['decision'],
  reason: string,
): DecidedRows {
  const key = `${decision} ${reason}`;
  const known = groups.get(key);
  if (known) return known;
  const group: DecidedRows = { decision, reason, rows: [] };
  groups.set(key, group);
  return group;
}
