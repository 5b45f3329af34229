import type { ChangedRow, ChangedRows } from '../../contract/api/changed-rows.ts';
import { idText } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { monthText } from '../../ledger/time.ts';
import type { Merged } from '../merge/merge-later-file.ts';
import { changedFields } from './changed-fields.ts';

/** More rows than that nobody decides one by one: the others are decided together. */
const MOST_LISTED = 2000;

/**
 * The reported rows that a file changes, and after them those that it lacks, as a person decides on them: of more
 * than can be listed, those with the largest amounts. `later` is the ledger that was merged with the standing one.
 */
export function listedChanges(
  standing: Ledger,
  later: Ledger,
  { changed, gone }: Pick<Merged, 'changed' | 'gone'>,
): ChangedRows {
  const fieldsOf = changedFields(standing, later);
  const pairs = [
    ...Array.from(changed.standing, (s, i) => ({ s, d: changed.later[i]! })),
    ...Array.from(gone.standing, (s) => ({ s, d: -1 })),
  ];
  const atStake = ({ s, d }: { s: number; d: number }): number =>
    Math.max(Math.abs(standing.cents[s]!), d < 0 ? 0 : Math.abs(later.cents[d]!));
  const largest = pairs
    .map((pair, place) => ({ ...pair, place, cents: atStake(pair) }))
    .sort((a, b) => b.cents - a.cents || a.place - b.place)
    .slice(0, MOST_LISTED)
    .sort((a, b) => a.place - b.place);
  return {
    total: pairs.length,
    rows: largest.map(({ s, d }): ChangedRow => {
      const stood = movementAt(standing, s);
      const came = d < 0 ? null : movementAt(later, d);
      return {
        id: idText(standing.id.pool, standing.id.values[s]!),
        row: came && later.sheetRow[d]! > 0 ? later.sheetRow[d]! : null,
        customer: stood.customer,
        currency: stood.currency,
        createdAt: stood.createdAt,
        before: stood.cents,
        after: came && came.cents,
        fields: came ? fieldsOf(s, d) : [],
        effects: effectsOf(stood, came),
      };
    }),
  };
}

interface Movement {
  readonly customer: string;
  readonly currency: string;
  readonly createdAt: number;
  readonly month: string;
  readonly cents: number;
}

function movementAt({ customer, currency, createdAt, cents }: Ledger, row: number): Movement {
  return {
    customer: idText(customer.pool, customer.values[row]!),
    currency: currency?.pool[currency.codes[row]!] ?? '',
    createdAt: createdAt[row]!,
    month: monthText(createdAt[row]!),
    cents: cents[row]!,
  };
}

/** What one movement in the place of another does to balances, from which month on. */
function effectsOf(stood: Movement, came: Movement | null): ChangedRow['effects'] {
  const taken = { ...stood, cents: -stood.cents };
  const same =
    came !== null &&
    came.customer === stood.customer &&
    came.currency === stood.currency &&
    came.month === stood.month;
  const moved = same
    ? [{ ...stood, cents: came.cents - stood.cents }]
    : came === null
      ? [taken]
      : [taken, came];
  return moved
    .filter(({ cents }) => cents !== 0)
    .map(({ customer, currency, month, cents }) => ({ customer, currency, month, cents }));
}
