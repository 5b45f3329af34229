import { z } from 'zod';
import { ROW_DECISIONS } from '../contract/settings.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import { addedSums, checksumOfType, rowsOfType, typeSums } from '../ledger/type-sums.ts';
import type { TypeSum } from '../ledger/type-sums.ts';
import { FORM, ofOtherVersion, tampered } from './checkpoint.ts';
import type { Checkpoint, ReadCheckpoint } from './checkpoint.ts';

const rows = z.int().min(0);

/** What the form before said otherwise than the present one, or may not have said yet. */
const beforeSchema = z.looseObject({
  asOf: z.number(),
  reportedUntil: z.number(),
  bridge: z.array(z.looseObject({ setAside: z.object({ unreadable: rows }) })),
  setAside: z.array(z.looseObject({ unreadable: rows })),
  control: z.strictObject({
    rows,
    earnedRows: rows,
    spentRows: rows,
    expiredRows: rows,
    earnedCents: rows,
    spentCents: rows,
    expiredCents: rows,
    quarantinedRows: rows,
  }),
  increment: z.looseObject({ onChanged: z.enum(ROW_DECISIONS) }).nullable(),
  rejectedCents: z.number(),
});
type Before = z.infer<typeof beforeSchema>;

/**
 * What `ledger.bin` holds as the present version keeps it: as it is, or brought over from the form before, which had
 * the control totals over all currencies, one decision on all changed rows, and no names of customers. Runs go on to
 * be shown, proven, resumed and built on so. Throws Problem `run.other-form` for what is older than that form,
 * `run.checkpoint-damaged` where the ledger is not what its control totals say.
 */
export function inPresentForm({ form, ...checkpoint }: ReadCheckpoint, path: string): Checkpoint {
  if (form === FORM) return checkpoint;
  const before = beforeSchema.safeParse(checkpoint.meta);
  if (!before.success) throw ofOtherVersion(path);
  const { rejectedCents, control, ...meta } = before.data;
  // Over currencies, which nothing asks for any more.
  void rejectedCents;
  const sums = sumsOf(checkpoint);
  if (!isCounted(sums, control)) throw tampered(path);
  const { rows: counted, quarantinedRows } = control;
  return {
    meta: { ...meta, nameColumns: null, control: { rows: counted, sums, quarantinedRows } },
    ...changesIn(checkpoint, meta.increment, path),
  };
}

/** The rows of the ledger by currency and type, at the cut-off and after it. */
function sumsOf({ arrays, texts }: Checkpoint): TypeSum[] {
  const half = (prefix: string): TypeSum[] => {
    const codes = arrays[`${prefix}currency`] as Int32Array | undefined;
    const type = arrays[`${prefix}type`] as Uint8Array | undefined;
    if (type === undefined) return [];
    const cents = arrays[`${prefix}cents`] as Float64Array;
    const currency = codes ? { codes, pool: texts['currencies']! } : null;
    return typeSums({ type, cents, currency }, type.length);
  };
  return addedSums([half(''), half('after.')], []);
}

/** Whether these are the rows that were counted while the source was read. */
function isCounted(sums: readonly TypeSum[], control: Before['control']): boolean {
  return TYPE_NAMES.every(
    (name) =>
      rowsOfType(sums, name) === control[`${name}Rows`] &&
      checksumOfType(sums, name) === control[`${name}Cents`],
  );
}

/** The rows that a later file changed: one decision held for all of them, and nobody was asked why. */
function changesIn(
  { arrays, texts }: Checkpoint,
  increment: Before['increment'],
  path: string,
): Omit<Checkpoint, 'meta'> {
  if (increment === null) return { arrays, texts };
  const { changedMerged, ...others } = arrays;
  const changes = arrays['changeRow'];
  if (changedMerged === undefined || changes === undefined) throw ofOtherVersion(path);
  const takes = increment.onChanged === 'take';
  return {
    arrays: {
      ...others,
      replaced: takes ? changedMerged : new Int32Array(0),
      changeTakes: new Uint8Array(changes.length).fill(takes ? 1 : 0),
    },
    texts: { ...texts, changeReasons: Array<string>(changes.length).fill('') },
  };
}
