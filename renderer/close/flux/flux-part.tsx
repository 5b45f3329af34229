import { useState } from 'react';
import { Link } from 'wouter';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { CheckField, SelectField } from '../../components/controls/controls.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { EmptyState, Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { pathTo } from '../../frame/routes.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { PeriodPictures } from '../pictures/period-pictures.tsx';
import css from './flux.module.css';
import { FluxTable } from './flux-table.tsx';
import {
  columnsOf,
  columnTitle,
  currenciesOf,
  explainedCount,
  groupsOf,
  linesOfSlice,
  sliceKey,
  sliceTitle,
} from './flux-slices.ts';

export const fluxPart: ClosePart = { id: 'flux', title: 'Flux', clears: ['flux'], Panel: Flux };

const TOTAL = 'total' as const;

/** The period beside what it is compared with, and what a slice of it was from period to period. */
function Flux(props: ClosePanelProps) {
  const { view } = props;
  const { flux } = view;
  const currencies = currenciesOf(flux);
  const { wanting, explained } = explainedCount(flux);
  const [currency, setCurrency] = useState(currencies[0] ?? '');
  const [column, setColumn] = useState<ReturnType<typeof columnsOf>[number]>(null);
  const [onlyWanting, setOnlyWanting] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  if (flux.length === 0)
    return (
      <Panel title="Flux">
        <EmptyState title="Nothing moved up to the cut-off." />
      </Panel>
    );
  const groups = groupsOf(flux, { currency, column, onlyWanting });
  const total = sliceKey({ currency, column: null, value: '' });
  const shown = wanted !== null && linesOfSlice(flux, wanted).length > 0 ? wanted : total;
  const lines = linesOfSlice(flux, shown);
  return (
    <>
      <Panel
        title="Flux"
        flush
        actions={
          explained < wanting ? (
            <Pill tone="warn">
              {explained} of {wanting} explained
            </Pill>
          ) : (
            <Pill tone="good">{wanting === 0 ? 'Nothing to explain' : 'All explained'}</Pill>
          )
        }
      >
        <Thresholds view={view} />
        <div className={css.asked}>
          {currencies.length > 1 && (
            <SelectField
              label="Currency"
              value={currency}
              onChange={({ target }) => {
                setCurrency(target.value);
                setWanted(null);
              }}
            >
              {currencies.map((code) => (
                <option key={code} value={code}>
                  {code === '' ? 'No currency given' : code}
                </option>
              ))}
            </SelectField>
          )}
          {!onlyWanting && (
            <Segments
              label="Told apart by"
              value={column ?? TOTAL}
              options={columnsOf(flux, currency).map((one) => ({
                value: one ?? TOTAL,
                label: columnTitle(one),
              }))}
              onChange={(value) => setColumn(value === TOTAL ? null : value)}
            />
          )}
          <CheckField
            label="Only what wants an explanation"
            checked={onlyWanting}
            onChange={({ target }) => setOnlyWanting(target.checked)}
          />
        </div>
        {groups.length === 0 ? (
          <EmptyState title="No line wants an explanation in this currency." />
        ) : (
          <FluxTable {...props} groups={groups} shown={shown} onShow={setWanted} />
        )}
      </Panel>
      <PeriodPictures title={sliceTitle(lines[0]!)} currency={currency} lines={lines} />
    </>
  );
}

/** When a line wants an explanation, in words. */
function Thresholds({ view: { terms, runId } }: { readonly view: CloseView }) {
  const format = useFormat();
  const { thresholdCents, thresholdBasisPoints } = terms.flux;
  return (
    <p className={css.thresholds}>
      A line wants an explanation if it differs by more than {format.amount(thresholdCents)} and by
      more than {format.percent(thresholdBasisPoints)}, beyond what is expected.{' '}
      <Link href={pathTo('close', { runId, part: 'settings' })}>Change the thresholds</Link>
    </p>
  );
}
