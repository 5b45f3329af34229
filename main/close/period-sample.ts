import { askedSampleSchema } from '../../core/contract/close/sample.ts';
import type { AskedSample, Sample, SampleTerms } from '../../core/contract/close/sample.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { totalsByCurrency } from '../../core/contract/totals.ts';
import type { Ledger } from '../../core/ledger/ledger.ts';
import { drawSamples } from '../../core/pack/sample/draw-sample.ts';
import type {
  SampledRun,
  TiedFigures,
} from '../../core/pack/sample/populations/population-kind.ts';
import { spanOfPeriod } from '../../core/periods/periods.ts';
import { dailySums, rolledPeriod } from '../../core/report/figures/roll-forward.ts';
import type { PeriodClose } from './period-close.ts';

/** The terms that are drawn by: what was asked for, with a seed from the bytes of the source file where none was given. */
export function sampleTerms(asked: AskedSample, { run }: Pick<RunDetail, 'run'>): SampleTerms {
  return { ...asked, seed: asked.seed ?? (run.sha256 ?? run.id).slice(0, 16) };
}

/** The terms of a period's sample: those that it is kept with, else as usual. */
export function periodSampleTerms({ books }: PeriodClose, detail: RunDetail): SampleTerms {
  if (books.sample === null) return sampleTerms(askedSampleSchema.parse({}), detail);
  const { population, method, size, seed } = books.sample;
  return { population, method, size, seed };
}

/** The samples of a period, one of each currency, each tied to a figure of its run (RULES.md section 14). */
export function periodSamples(
  { run }: PeriodClose,
  detail: RunDetail,
  terms: SampleTerms,
): readonly Sample[] {
  const sampled: SampledRun = {
    ledger: run.ledger,
    matching: run.matching,
    span: spanOfPeriod(run.period, run.calendar)!,
  };
  return drawSamples(sampled, terms, tiedFigures(sampled, run.period, detail));
}

/** By currency the figures of the run that a sample's population has to add up to. */
function tiedFigures(
  { ledger, span }: SampledRun,
  period: string,
  { run }: RunDetail,
): ReadonlyMap<string, TiedFigures> {
  const only = onlyCurrency(ledger);
  const totals = new Map(
    totalsByCurrency(run.totals!).map(({ currency, totals: of }) => [currency || only, of]),
  );
  return new Map(
    rolledPeriod(dailySums(ledger), period, span).map((rolled) => [
      rolled.currency,
      { rolled, openLots: totals.get(rolled.currency)?.openLots ?? 0 },
    ]),
  );
}

function onlyCurrency({ currency }: Ledger): string {
  return currency?.pool[0] ?? '';
}
