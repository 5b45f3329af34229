import type { Recognition, SourceClaim } from '../../core/contract/recognition.ts';

/** So large a share of a source's rows in a file makes it that source's. */
const MOST = 0.5;
/** Less is no sign of anything. */
const HARDLY_ANY = 0.05;

/** What speaks for a source; whether a file is at its place is known beforehand. */
export interface Signs {
  readonly id: number;
  readonly name: string;
  readonly samePlace: boolean;
  readonly sameName: boolean;
  /** Of the rows of its last run in the file, 0 to 1; null where it has no rows to be looked for. */
  readonly share: number | null;
}

/**
 * Which source a file belongs to, as far as its place, its name and its rows tell. What they do not tell
 * together is doubtful: then a person is asked.
 *
 * @param newRows the file is said to hold new rows only, so that it has none of what its source had.
 */
export function decide(signs: readonly Signs[], newName: string, newRows: boolean): Recognition {
  const claims = signs
    .filter(({ samePlace, sameName, share }) => samePlace || sameName || (share ?? 0) >= HARDLY_ANY)
    .sort((a, b) => strength(b) - strength(a) || a.id - b.id);
  const { best, sure } = judged(claims, newRows);
  return { best: best?.id ?? null, sure, claims: claims.map(claimOf), newName };
}

function judged(
  claims: readonly Signs[],
  newRows: boolean,
): { readonly best: Signs | null; readonly sure: boolean } {
  const first = claims[0] ?? null;
  if (first === null) return { best: null, sure: true };
  if (first.samePlace) return { best: first, sure: true };
  const byRows = claims.filter(({ share }) => (share ?? 0) >= MOST);
  const byName = claims.filter(({ sameName }) => sameName);
  if (byRows.length > 0) {
    // Of two sources with the same rows, the name tells; a name that points elsewhere makes a doubt.
    const both = byRows.filter(({ sameName }) => sameName);
    const told = both.length > 0 ? both : byRows;
    const sure = told.length === 1 && (both.length === 1 || byName.length === 0);
    return { best: told[0]!, sure };
  }
  if (byName.length !== 1) return { best: first, sure: false };
  const [named] = byName as [Signs];
  const rowsSpeak = named.share === null || named.share >= HARDLY_ANY;
  const others = claims.some((one) => one !== named);
  return { best: named, sure: !others && (rowsSpeak || newRows) };
}

function strength({ samePlace, sameName, share }: Signs): number {
  return (
    (samePlace ? 4 : 0) + ((share ?? 0) >= MOST ? 2 : 0) + (sameName ? 1 : 0) + (share ?? 0) / 2
  );
}

function claimOf({ id, name, samePlace, sameName, share }: Signs): SourceClaim {
  return { id, name, samePlace, sameName, share };
}
