import { idText } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { lotTrails } from './lot-trail.ts';
import type { TrailStep } from './lot-trail.ts';
import type { Pick, Picks, Population } from './methods/method.ts';
import { sampleMethod } from './methods/methods.ts';
import type { SampleMethodId } from './methods/methods.ts';
import { populationKind } from './populations/populations.ts';
import type { PopulationId } from './populations/populations.ts';
import type { SampledRun, TiedFigures } from './populations/population-kind.ts';

/** How a sample is drawn: of each currency so many items. */
export interface SampleTerms {
  readonly population: PopulationId;
  readonly method: SampleMethodId;
  readonly size: number;
  /** Any text; the same draws the same. */
  readonly seed: string;
}

/** A movement as a sample shows it. */
export interface SampledMovement {
  readonly id: string;
  readonly type: (typeof TYPE_NAMES)[number];
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly customer: string;
  /** Signed cents. */
  readonly cents: number;
  readonly sheetRow: number;
}

/** An item of a sample, with where its credit came from or went to. */
export interface SampleItem extends Omit<Pick, 'item'> {
  readonly movement: SampledMovement;
  /** Unsigned cents that it is in the population with. */
  readonly cents: number;
  readonly trail: readonly {
    readonly lot: SampledMovement;
    readonly redemption: SampledMovement;
    readonly cents: number;
  }[];
}

/** A sample of one currency. */
export interface Sample extends Omit<Picks, 'picks'> {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly terms: SampleTerms;
  /** What it was drawn from: items and their sum, and the figure that the sum has to be, in cents. */
  readonly populationItems: number;
  readonly populationCents: number;
  readonly figure: number;
  readonly items: readonly SampleItem[];
}

/**
 * A sample of each currency (RULES.md section 14), in the order of their codes. `figures` are by currency what the
 * populations are tied to; a currency that is not among them is tied to nothing, which is 0.
 */
export function drawSamples(
  run: SampledRun,
  terms: SampleTerms,
  figures: ReadonlyMap<string, TiedFigures>,
): readonly Sample[] {
  const { figure } = populationKind(terms.population);
  const populations = populationsOf(run, terms.population);
  const currencies = [...new Set([...figures.keys(), ...populations.keys()])].sort();
  return currencies.map((currency): Sample => {
    const population = populations.get(currency) ?? { currency, rows: [], ids: [], cents: [] };
    const { picks, ...drawn } = sampleMethod(terms.method).draw(population, terms.size, terms.seed);
    const rows = picks.map(({ item }) => population.rows[item]!);
    const trails = lotTrails(run.matching.allocations, rows);
    const tied = figures.get(currency);
    return {
      ...drawn,
      currency,
      terms,
      populationItems: population.rows.length,
      populationCents: population.cents.reduce((sum, cents) => sum + cents, 0),
      figure: tied === undefined ? 0 : figure(tied),
      items: picks.map(({ item, ...pick }) => ({
        ...pick,
        movement: movementAt(run.ledger, population.rows[item]!),
        cents: population.cents[item]!,
        trail: trails.get(population.rows[item]!)!.map((step) => trailed(run.ledger, step)),
      })),
    };
  });
}

function populationsOf(run: SampledRun, id: PopulationId): ReadonlyMap<string, Population> {
  const { centsOf } = populationKind(id);
  const { ledger } = run;
  const found = new Map<string, { rows: number[]; ids: string[]; cents: number[] }>();
  for (let row = 0; row < ledger.rows; row++) {
    const cents = centsOf(run, row);
    if (cents === 0) continue;
    const currency = ledger.currency ? ledger.currency.pool[ledger.currency.codes[row]!]! : '';
    let of = found.get(currency);
    if (!of) found.set(currency, (of = { rows: [], ids: [], cents: [] }));
    of.rows.push(row);
    of.ids.push(idText(ledger.id.pool, ledger.id.values[row]!));
    of.cents.push(cents);
  }
  return new Map([...found].map(([currency, of]) => [currency, { currency, ...of }]));
}

function trailed(ledger: Ledger, { lot, redemption, cents }: TrailStep) {
  return { lot: movementAt(ledger, lot), redemption: movementAt(ledger, redemption), cents };
}

function movementAt(ledger: Ledger, row: number): SampledMovement {
  return {
    id: idText(ledger.id.pool, ledger.id.values[row]!),
    type: TYPE_NAMES[ledger.type[row]! as 0 | 1 | 2],
    createdAt: ledger.createdAt[row]!,
    customer: idText(ledger.customer.pool, ledger.customer.values[row]!),
    cents: ledger.cents[row]!,
    sheetRow: ledger.sheetRow[row]!,
  };
}
