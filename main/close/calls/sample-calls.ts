import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { SampleView } from '../../../core/contract/close/sample.ts';
import type { AppContext } from '../../app/app-context.ts';
import { theRun } from '../../history/the-run.ts';
import { periodSamples, periodSampleTerms, sampleTerms } from '../period-sample.ts';
import type { PeriodClose } from '../period-close.ts';
import type { ClosingContext } from '../source-period.ts';

type Calls = 'close.sample' | 'close.draw-sample';

/** The sample of a period that is tested by hand (RULES.md section 14). */
export function sampleHandlers(
  { history }: AppContext,
  { at }: ClosingContext,
): Pick<ApiHandlers, Calls> {
  const viewOf = (close: PeriodClose): SampleView | null => {
    const { sample, workpapers } = close.books;
    if (sample === null) return null;
    const detail = theRun(history, close.run.id);
    return {
      by: sample.by,
      at: sample.at,
      samples: periodSamples(close, detail, periodSampleTerms(close, detail)),
      papers: Object.fromEntries(workpapers),
    };
  };
  return {
    'close.sample': async (of) => viewOf(await at(of)),
    'close.draw-sample': async ({ sample, by, ...of }) => {
      const { source, run } = await at(of);
      const terms = sampleTerms(sample, theRun(history, run.id));
      history.logClose(source.id, run.period, [{ is: 'sample', terms }], by);
      return viewOf(await at(of))!;
    },
  };
}
