import type { SourceRecord } from '../../core/contract/run.ts';
import { unknown } from '../history/tables/unknown.ts';
import type { ClosingHistory } from './closed-run.ts';
import { periodClose } from './period-close.ts';
import type { PeriodClose } from './period-close.ts';

/** A period of a source, as a call names it. */
export interface SourcePeriod {
  readonly sourceId: number;
  readonly period: string;
}

/** How the calls of a close come to what they are about. */
export interface ClosingContext {
  /** Throws Problem `source.unknown`. */
  readonly sourceOf: (of: Pick<SourcePeriod, 'sourceId'>) => SourceRecord;
  /** Throws `source.unknown`, and as {@link periodClose} does. */
  readonly at: (of: SourcePeriod) => Promise<PeriodClose>;
}

/** Sources and their periods as the history has them. */
export function closingContext(context: ClosingHistory): ClosingContext {
  const sourceOf: ClosingContext['sourceOf'] = ({ sourceId }) => {
    const source = context.history.getSource(sourceId);
    if (source === null) throw unknown('source.unknown', String(sourceId));
    return source;
  };
  return { sourceOf, at: async (of) => periodClose(context, sourceOf(of), of.period) };
}
