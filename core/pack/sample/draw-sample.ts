import type {
  PopulationId,
  Sample,
  SampledMovement,
  SampleTerms,
} from '../../contract/close/sample.ts';
import { idText } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { lotTrails } from './lot-trail.ts';
import type { TrailStep } from './lot-trail.ts';
import type { Population } from './methods/method.ts';
import { sampleMethod } from './methods/methods.ts';
import { populationKind } from './populations/populations.ts';
import type { SampledRun, TiedFigures } from './populations/population-kind.ts';

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
