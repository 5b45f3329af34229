/** What a sample is drawn from: items of one currency, none of which is above another, in the order of the ledger. */
export interface Population {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** By item its row in the ledger and its TRANS_ID. */
  readonly rows: readonly number[];
  readonly ids: readonly string[];
  /** By item unsigned cents, above 0. */
  readonly cents: readonly number[];
}

/** An item that was drawn, by its place in the population. */
export interface Pick {
  readonly item: number;
  /** How often it was hit; 1 where items are drawn without regard to their amounts. */
  readonly hits: number;
  /** It is no smaller than the interval, so that no start can leave it out. */
  readonly isAlwaysIn: boolean;
}

/** What was drawn, in the order of the population. */
export interface Picks {
  readonly picks: readonly Pick[];
  /** Monetary units from hit to hit, rounded down to the cent; null where items are drawn without regard to amounts. */
  readonly interval: number | null;
  /** Where the first hit lies, rounded down to the cent; null as well. */
  readonly start: number | null;
}

/** A way to draw a sample. One is a file here, a line in methods.ts and its words in contract/close/sample.ts. */
export interface SampleMethod {
  /** Draws up to `size` items; the same seed draws the same (RULES.md section 14). */
  readonly draw: (population: Population, size: number, seed: string) => Picks;
}
