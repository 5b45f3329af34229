import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { EXAMPLE_CHART } from '../../../core/contract/close/charts/example-chart.ts';
import { useCall } from '../../bridge/api.ts';
import { Button, CheckField } from '../../components/controls/controls.tsx';
import { Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import { useToast } from '../../components/overlays/toasts.tsx';
import { useFormat, useSettings } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { AccountRows } from './account-rows.tsx';
import { BreakageFields } from './breakage-fields.tsx';
import { ExampleChart } from './example-chart.tsx';
import { FluxFields } from './flux-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { PeopleRows } from './people-rows.tsx';
import css from './settings.module.css';
import { formOf, termsOf } from './terms-form.ts';
import type { TermsFieldsProps, TermsForm, WrongTerms } from './terms-form.ts';

export const settingsPart: ClosePart = {
  id: 'settings',
  title: 'Close settings',
  clears: [],
  Panel: CloseSettings,
};

/** How the periods of the source are closed: set up first, and changed at any time. */
function CloseSettings({ view, isLocked, enter, busy }: ClosePanelProps) {
  const { termsNow: terms, charts } = view;
  const format = useFormat();
  const { numberFormat } = useSettings();
  const toast = useToast();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const isFirst = terms.accounts.length === 0;
  const [changed, setChanged] = useState<TermsForm | null>(null);
  const [wrong, setWrong] = useState<WrongTerms>({});
  const [takesChart, setTakesChart] = useState(true);
  const form = changed ?? begun(formOf(terms, format), info?.actor ?? '');
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const read = termsOf(form, terms, numberFormat);
    setWrong(read.ok ? {} : read.wrong);
    if (!read.ok) return;
    const chart = takesChart && charts.length === 0;
    const taken = await enter([
      { is: 'terms', terms: read.terms },
      ...(chart ? [{ is: 'chart', chart: EXAMPLE_CHART } as const] : []),
    ]);
    if (!taken) return;
    setChanged(null);
    toast('Close settings saved.');
  };
  const fields: TermsFieldsProps = {
    form,
    wrong,
    onChange: (change) => setChanged({ ...form, ...change }),
  };
  return (
    <form className={css.settings} onSubmit={(event) => void save(event)}>
      {isFirst && (
        <Notice tone="info" title="Set up the close of this source first.">
          Say which account of the general ledger it is tied to, and who signs. It holds for all
          periods, and can be changed at any time.
        </Notice>
      )}
      {isLocked && (
        <Notice tone="info" title={`${view.period} is locked and keeps the settings of its lock.`}>
          What you change here counts for every period that is not locked. Only the people count for
          this one as well: they say who may reopen it.
        </Notice>
      )}
      <AccountRows {...fields} />
      <PeopleRows {...fields} />
      {charts.length === 0 && (
        <Panel title="Chart of accounts">
          <CheckField
            label="Start with the example below"
            hint="It says which accounts each movement is debited and credited to. It becomes version 1, and Journal entries is where you change it."
            checked={takesChart}
            onChange={({ target }) => setTakesChart(target.checked)}
          />
          {takesChart && <ExampleChart />}
        </Panel>
      )}
      <LimitFields {...fields} />
      <FluxFields {...fields} />
      <BreakageFields {...fields} columns={view.groupColumns} />
      <div className={css.foot}>
        {Object.keys(wrong).length > 0 && (
          <span role="alert" className={css.wrong}>
            Please correct the fields marked above.
          </span>
        )}
        <Button type="submit" look="primary" disabled={busy || (changed === null && !isFirst)}>
          {isFirst ? 'Set up the close' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

/** Where nobody has said anything yet, the account of the example and whoever sits here to prepare it. */
function begun(form: TermsForm, actor: string): TermsForm {
  if (form.accounts.length > 0) return form;
  return {
    ...form,
    accounts: [{ account: EXAMPLE_CHART.lines[0]!.credit, threshold: '0' }],
    people: [
      { name: actor, roles: ['preparer'] },
      { name: '', roles: ['reviewer'] },
    ],
  };
}
