import type { Tell } from '../../core/contract/steps.ts';
import { idText } from '../../core/ledger/ids.ts';
import type { IdColumn } from '../../core/ledger/ids.ts';
import { mapHeaders } from '../../core/source/headers.ts';
import { openSource, sheetOf } from '../../core/source/open-source.ts';
import { cellText } from '../../core/source/reading/cells.ts';
import type { RawRow } from '../../core/source/reading/raw-rows.ts';

/** TRANS_IDs of a ledger, some of them taken at even distances. */
export type Sample = readonly string[];

/** Enough to tell one ledger from another, and to say a share to the percent. */
const SAMPLED = 1000;

/** A sample of the ids of a ledger. */
export function sampleOf({ values, pool }: IdColumn): Sample {
  const count = Math.min(SAMPLED, values.length);
  return Array.from({ length: count }, (_, i) =>
    idText(pool, values[Math.floor((i * values.length) / count)]!),
  );
}

/** How a file is looked through. */
export interface Looking {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell | undefined;
}

/**
 * Which share of each sample is among the TRANS_IDs of a file, 0 to 1. Zeros where the file cannot be read so
 * far: what is wrong with it is said by whoever reads all of it.
 *
 * @param mappings headers that stand for TRANS_ID where no header bears a name of it.
 */
export async function sharesIn(
  path: string,
  samples: readonly Sample[],
  mappings: readonly Readonly<Record<string, string>>[],
  { signal, onProgress }: Looking,
): Promise<number[]> {
  const samplesOf = new Map<string, number[]>();
  samples.forEach((sample, s) => {
    for (const id of sample) samplesOf.set(id, [...(samplesOf.get(id) ?? []), s]);
  });
  const found = samples.map(() => 0);
  if (samplesOf.size === 0) return found;
  const source = await openSource(path).catch(() => null);
  if (source === null) return found;
  try {
    const sheet = sheetOf(source, 'TC_Data');
    if (sheet === undefined) return found;
    let column: number | null = null;
    await source.readSheet(
      sheet,
      (row) => {
        column ??= idColumnOf(row, mappings);
        const id = column >= row.width ? '' : cellText(row, column).trim();
        const of = samplesOf.get(id);
        if (of === undefined) return;
        for (const s of of) found[s]!++;
        // A row that is in the file twice counts once.
        samplesOf.delete(id);
      },
      {
        ...(signal && { signal }),
        onProgress: (counted) =>
          onProgress?.({ ...counted, words: 'Looking which source it belongs to' }),
      },
    );
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    return samples.map(() => 0);
  } finally {
    await source.close();
  }
  return found.map((count, s) => (samples[s]!.length === 0 ? 0 : count / samples[s]!.length));
}

/** Where the header has TRANS_ID; beyond all columns where it has not. */
function idColumnOf(header: RawRow, mappings: readonly Readonly<Record<string, string>>[]): number {
  const headers = Array.from({ length: header.width }, (_, c) => cellText(header, c).trim());
  for (const mapping of [{}, ...mappings]) {
    const at = mapHeaders(headers, mapping).fields.indexOf('TRANS_ID');
    if (at >= 0) return at;
  }
  return Infinity;
}
