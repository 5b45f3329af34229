import type { RunRecord } from '../../core/contract/run.ts';
import { policyOf } from '../../core/contract/settings.ts';
import type { Figure } from '../../core/report/drawn/figure-sheet.ts';
import type { About } from '../../core/report/xlsx/about.ts';
import { endOfDay } from '../../core/ledger/time.ts';

/** Which run figures are of, and at which cut-off: what each workbook says that is made of a run's figures later. */
export function runIdentity(run: RunRecord): readonly Figure[] {
  return [
    { label: 'Run', value: run.id },
    { label: 'Source', value: run.sourceName },
    { label: 'Location', value: run.place },
    { label: 'SHA-256 of the source', value: run.sha256 ?? '' },
    { label: 'Policy', value: policyOf(run.policy).title },
    { label: 'Period', value: run.period ?? 'The whole ledger' },
    { label: 'Cut-off, the end of', value: run.cutOff?.asOf ?? '' },
    { label: 'Revision', value: { count: run.revision } },
    { label: 'Started (UTC)', value: new Date(run.startedAt).toISOString() },
    { label: 'Status', value: run.status },
    { label: 'Software version', value: run.softwareVersion },
  ];
}

/** What a workbook of a run's figures says of itself, in its properties and on every page. */
export function aboutRun(run: RunRecord, title: string): About {
  const asOf = run.cutOff === null ? '' : `as of ${run.cutOff.asOf}`;
  return {
    title,
    subject: run.sourceName,
    entity: run.settings.entity ?? run.sourceName,
    period: [run.period ?? '', asOf].filter(Boolean).join(', '),
    run: `Run ${run.id}`,
    stated: (run.cutOff === null ? undefined : endOfDay(run.cutOff.asOf)) ?? run.startedAt,
  };
}
