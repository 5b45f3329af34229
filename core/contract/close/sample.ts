import { z } from 'zod';
import type { TYPE_NAMES } from '../../ledger/ledger.ts';
import { keptFileSchema } from './given-files.ts';

/** What can be sampled, in the order in which it is offered (RULES.md section 14). */
export const POPULATIONS = {
  redemptions: {
    title: 'Spent and expired in the period',
    /** The figure that the items add up to, in words. */
    tiedTo: 'spent and expired of the roll-forward',
  },
  earned: { title: 'Earned in the period', tiedTo: 'earned of the roll-forward' },
  'open-lots': { title: 'Open lots at the cut-off', tiedTo: 'open lots of the totals' },
} as const;
export type PopulationId = keyof typeof POPULATIONS;
const populationSchema = z.enum(Object.keys(POPULATIONS) as [PopulationId, ...PopulationId[]]);

/** How a sample can be drawn, in the order in which it is offered. */
export const SAMPLE_METHODS = {
  'monetary-unit': {
    title: 'Monetary unit',
    meaning:
      'Every cent has the same chance: an item is drawn in proportion to its amount, and always from the interval on.',
  },
  random: {
    title: 'Random',
    meaning: 'Every item has the same chance, whatever its amount.',
  },
} as const;
export type SampleMethodId = keyof typeof SAMPLE_METHODS;
const methodSchema = z.enum(Object.keys(SAMPLE_METHODS) as [SampleMethodId, ...SampleMethodId[]]);

/** The largest sample: more is no sample, and a person has to look at each item. */
export const MOST_SAMPLED = 10_000;

/** How a sample is drawn: of each currency so many items. */
export const sampleTermsSchema = z.strictObject({
  population: populationSchema.default('redemptions'),
  method: methodSchema.default('monetary-unit'),
  size: z.int().min(1).max(MOST_SAMPLED).default(25),
  /** Any text; the same draws the same. */
  seed: z.string().min(1).max(200),
});
export type SampleTerms = z.infer<typeof sampleTermsSchema>;

/** As they are asked for: a seed of null is made from the bytes of the source file. */
export const askedSampleSchema = sampleTermsSchema.extend({
  seed: sampleTermsSchema.shape.seed.nullable().default(null),
});
export type AskedSample = z.infer<typeof askedSampleSchema>;

/** A movement as a sample shows it. */
export interface SampledMovement {
  readonly id: string;
  readonly type: (typeof TYPE_NAMES)[number];
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly customer: string;
  /** Signed cents. */
  readonly cents: number;
  /** As the source shows it; 0 where it shows none. */
  readonly sheetRow: number;
}

/** An item of a sample, with where its credit came from or went to. */
export interface SampleItem {
  readonly movement: SampledMovement;
  /** Unsigned cents that it is in the population with. */
  readonly cents: number;
  /** How often it was hit; 1 where items are drawn without regard to their amounts. */
  readonly hits: number;
  /** It is no smaller than the interval, so that no start can leave it out. */
  readonly isAlwaysIn: boolean;
  readonly trail: readonly {
    readonly lot: SampledMovement;
    readonly redemption: SampledMovement;
    readonly cents: number;
  }[];
}

/** A sample of one currency. */
export interface Sample {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly terms: SampleTerms;
  /** What it was drawn from: items and their sum, and the figure that the sum has to be, in cents. */
  readonly populationItems: number;
  readonly populationCents: number;
  readonly figure: number;
  /** Monetary units from hit to hit, rounded down to the cent; null where items are drawn without regard to amounts. */
  readonly interval: number | null;
  /** Where the first hit lies, rounded down to the cent; null as well. */
  readonly start: number | null;
  readonly items: readonly SampleItem[];
}

const note = z.string().trim().max(2000);

/** What somebody has noted of an item of a sample; empty where nobody has. */
export const workpaperSchema = z.strictObject({
  tickMark: z.string().trim().max(40),
  /** What was looked at: a document, a ticket. */
  evidence: note,
  /** The file that was kept of it. */
  file: keptFileSchema.nullable(),
  conclusion: note,
});
export type Workpaper = z.infer<typeof workpaperSchema>;

/** The sample that is kept with a period, one of each currency, and what was noted of its items by their TRANS_IDs. */
export interface SampleView {
  /** Who has drawn it, and when (ms since 1970). */
  readonly by: string;
  readonly at: number;
  readonly samples: readonly Sample[];
  readonly papers: Readonly<
    Record<string, Workpaper & { readonly by: string; readonly at: number }>
  >;
}
