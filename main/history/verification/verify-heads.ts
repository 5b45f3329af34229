import type Database from 'better-sqlite3';
import type { KeptHead } from '../audit/heads-file.ts';
import type { BreakList } from './break-list.ts';
import { span } from './verify-chain.ts';

/** Looks for heads that were kept elsewhere: each has to be in the chain. */
export function verifyHeads(
  db: Database.Database,
  kept: readonly KeptHead[],
  last: number,
  breaks: BreakList,
): void {
  const hashOf = db.prepare<[number], string>('SELECT hash FROM audit WHERE id = ?').pluck();
  const highest = kept.reduce<KeptHead | null>(
    (most, head) => (head.entry > (most?.entry ?? 0) ? head : most),
    null,
  );
  if (highest && highest.entry > last)
    breaks.add('entries-missing', {
      entry: last + 1,
      message: `${span(last + 1, highest.entry)} missing at the end: entry ${highest.entry} was there on ${highest.at}.`,
      as: highest.hash,
    });
  for (const { entry, hash, at } of kept) {
    if (entry > last) continue;
    const found = hashOf.get(entry);
    // That it is missing is told already.
    if (found === undefined || found === hash) continue;
    breaks.add('entry-replaced', {
      entry,
      message: `Entry ${entry} is another one than was there on ${at}.`,
      as: found,
    });
  }
}
