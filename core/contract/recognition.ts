import { z } from 'zod';

/** What speaks for a source that a file may belong to. */
export interface SourceClaim {
  readonly id: number;
  readonly name: string;
  /** A file of it lay at the same place. */
  readonly samePlace: boolean;
  /** A file of it had the same name, but for dates and numbers. */
  readonly sameName: boolean;
  /** Which share of the rows of its last run are in the file, 0 to 1; null where that was not looked for. */
  readonly share: number | null;
}

/** Which source a file belongs to, as far as the program can tell. */
export interface Recognition {
  /** The source that it is taken for; null: a new one. */
  readonly best: number | null;
  /** False: a person has to say which it is. */
  readonly sure: boolean;
  /** All that something speaks for, the likeliest first. */
  readonly claims: readonly SourceClaim[];
  /** What a new source would be called. */
  readonly newName: string;
}

/** Which source a run is one of, as a person says; `recognise` leaves it to the program where it is sure. */
export const sourceChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recognise') }),
  z.strictObject({ kind: z.literal('known'), id: z.int() }),
  z.strictObject({
    kind: z.literal('new'),
    /** Null: after its file. */
    name: z.string().trim().min(1).max(200).nullable(),
  }),
]);
export type SourceChoice = z.infer<typeof sourceChoiceSchema>;

/** What speaks for a source that a file may belong to, in words for the analyst. */
export function claimWords({ samePlace, sameName, share }: SourceClaim): string {
  if (samePlace) return 'same location';
  const rows =
    share === null
      ? []
      : share < 0.005
        ? ['none of its rows are in this file']
        : [`${Math.round(share * 100)} % of its rows are in this file`];
  return [...(sameName ? ['same name apart from dates and numbers'] : []), ...rows].join('; ');
}

/** The claim of the source that a file is taken for; null where that is a new one. */
export function bestClaim({ best, claims }: Recognition): SourceClaim | null {
  return claims.find(({ id }) => id === best) ?? null;
}
