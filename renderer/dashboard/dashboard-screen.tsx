import { keepPreviousData } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { policyTitle } from '../../core/contract/settings.ts';
import type { ComparableRuns } from '../../core/contract/baselines/baselines.ts';
import { useCall } from '../bridge/api.ts';
import { Button, SelectField } from '../components/controls/controls.tsx';
import { Segments } from '../components/controls/segments.tsx';
import { EmptyState, Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import css from './dashboard.module.css';
import { LatestFigures } from './latest-figures.tsx';
import type { Board } from './board/board-panel.ts';
import { outcomesPanel } from './panels/outcomes.tsx';
import { currenciesOf } from './board/series.ts';
import { SECTIONS } from './sections.ts';

export const screen = bindScreen('dashboard', () => <DashboardScreen />, ChartLine);

/** How a source develops from period end to period end, by one policy: the latest figures, and lines. */
function DashboardScreen() {
  const [, go] = useLocation();
  const format = useFormat();
  const [source, setSource] = useState<number | null>(null);
  const [wanted, setWanted] = useState<ComparableRuns | null>(null);
  const [limit, setLimit] = useState(24);
  const { data, error } = useCall(
    'dashboard.get',
    { ...(source !== null && { sourceId: source }), ...wanted, limit },
    { placeholderData: keepPreviousData },
  );
  if (error)
    return (
      <Screen>
        <ProblemNotice problem={error} />
      </Screen>
    );
  if (!data)
    return (
      <Screen>
        <Loading what="Reading the last runs" />
      </Screen>
    );
  if (data.sources.length === 0)
    return (
      <Screen>
        <EmptyState
          title="Nothing to chart yet."
          action={
            <Button look="primary" onClick={() => go(pathTo('start'))}>
              Open a workbook
            </Button>
          }
        >
          Figures appear after the first completed run, and how they change from the second on.
        </EmptyState>
      </Screen>
    );
  return (
    <Screen>
      <div className={css.choice}>
        <SelectField
          label="Source"
          value={data.sourceId ?? ''}
          onChange={({ target }) => {
            setSource(Number(target.value));
            setWanted(null);
          }}
        >
          {data.sources.map(({ id, name, place, runs }) => (
            <option key={id} value={id} title={place}>
              {name} ({format.counted(runs, 'run')})
            </option>
          ))}
        </SelectField>
        {data.chosen && (
          <SelectField
            label="Compared"
            value={choiceKey(data.chosen)}
            onChange={({ target }) => {
              const { policy, periods } = data.choices.find(
                (one) => choiceKey(one) === target.value,
              )!;
              setWanted({ policy, periods });
            }}
          >
            {data.choices.map((one) => (
              <option key={choiceKey(one)} value={choiceKey(one)}>
                {policyTitle(one.policy)}, {one.words.toLowerCase()} ({one.runs})
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label="Period ends shown"
          value={limit}
          onChange={({ target }) => setLimit(Number(target.value))}
        >
          {[12, 24, 50, 100].map((count) => (
            <option key={count} value={count}>
              The last {count}
            </option>
          ))}
        </SelectField>
      </div>
      <Figures dashboard={data} limit={limit} />
    </Screen>
  );
}

const choiceKey = ({ policy, periods }: ComparableRuns): string => `${policy} ${periods}`;

function Figures({ dashboard, limit }: Pick<Board, 'dashboard' | 'limit'>) {
  const { runs, sourceId, chosen } = dashboard;
  const [shown, setShown] = useState(SECTIONS[0]!.id);
  const { data: baselines } = useCall(
    'baselines.get',
    { sourceId: sourceId ?? 0, ...chosen },
    { enabled: sourceId !== null && chosen !== null, placeholderData: keepPreviousData },
  );
  const currencies = currenciesOf(runs);
  const [wanted, setCurrency] = useState('');
  const currency = currencies.includes(wanted) ? wanted : (currencies[0] ?? '');
  if (runs.length === 0)
    return (
      <>
        <EmptyState title="No run of this source is completed.">
          Complete a run to see its figures here.
        </EmptyState>
        {sourceId !== null && (
          <outcomesPanel.Show
            board={{ dashboard, baselines: { sourceId, chosen, series: [] }, currency: '', limit }}
          />
        )}
      </>
    );
  return (
    <>
      {currencies.length > 1 && (
        <div className={css.choice}>
          <SelectField
            label="Currency"
            value={currency}
            onChange={({ target }) => setCurrency(target.value)}
          >
            {currencies.map((code) => (
              <option key={code} value={code}>
                {code === '' ? 'No currency given' : code}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <LatestFigures runs={runs} currency={currency} />
      {runs.length === 1 && (
        <p className="quiet">One period end so far; trend lines start with the second.</p>
      )}
      <div className={css.choice}>
        <Segments
          label="Shown"
          value={shown}
          options={SECTIONS.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={setShown}
        />
      </div>
      {baselines === undefined ? (
        <Loading what="Comparing the runs" />
      ) : (
        <div className={css.charts}>
          {SECTIONS.find(({ id }) => id === shown)!.panels.map(({ id, Show }) => (
            <Show key={id} board={{ dashboard, baselines, currency, limit }} />
          ))}
        </div>
      )}
    </>
  );
}
