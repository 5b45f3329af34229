import { dayText } from '../../ledger/time.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { runMark } from '../figures/run-mark.ts';
import type { About } from '../xlsx/about.ts';

/** What the workbook of a run says of itself, in its properties and on every page. */
export function aboutRun(report: ReportInput): About {
  const { place, settings, source, afterwards } = report;
  const asOf = `As of ${dayText(source.asOf)}`;
  return {
    title: 'Thrive Cash reconciliation',
    subject: `${place.name}, ${asOf.toLowerCase()}`,
    entity: settings.entity ?? place.name,
    period: settings.period === null ? asOf : `${settings.period}, ${asOf.toLowerCase()}`,
    run: `Run ${afterwards?.runId ?? runMark(report)}`,
    stated: source.asOf,
  };
}
