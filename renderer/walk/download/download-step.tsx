import { useState } from 'react';
import type { RunView } from '../../../core/contract/api/runs.ts';
import { policyOf, policyTitle } from '../../../core/contract/settings.ts';
import { useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import {
  EmptyState,
  Fact,
  Facts,
  Loading,
  Panel,
  ProblemNotice,
} from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import { placeName } from '../../words/run-words.ts';
import { usePlaceOfRun } from '../../under-way/run-again.ts';
import { SheetTable } from '../sheets/sheet-table.tsx';
import { SourceFacts } from './source-facts.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './download.module.css';

const FIRST_ROWS = 20;

/** The source of a run as it was fetched, and what the run was asked to do. */
export function DownloadStep({ view }: { view: RunView }) {
  const { run } = view;
  const { choose } = useOpenPlace();
  const place = usePlaceOfRun(view);
  const format = useFormat();
  const { settings, sheets } = run;
  const mapping = Object.entries(settings.mapping);
  return (
    <>
      <SourceFacts
        name={placeName(run.place)}
        place={run.place}
        bytes={run.bytes}
        sha256={run.sha256}
        notes={run.notes}
      />
      <Panel
        title="Run settings"
        flush
        actions={<Button onClick={() => choose(place)}>Open the source again</Button>}
      >
        <div className={parts.flat}>
          <Facts>
            <Fact name="Source" value={run.sourceName} />
            <Fact name="Policy" value={policyTitle(run.policy)} note={policyOf(run.policy).short} />
            <Fact name="Period" value={run.period ?? 'Whole ledger'} />
            <Fact
              name="As-of date"
              value={settings.asOf === null ? 'From the ledger' : format.dayNamed(settings.asOf)}
            />
            <Fact
              name="Rows with errors"
              value={settings.onError === 'halt' ? 'Halt' : 'Quarantine'}
            />
            <Fact name="Tolerance" value={format.amount(settings.toleranceCents)} />
            {mapping.length > 0 && (
              <Fact
                name="Mapped headers"
                value={format.count(mapping.length)}
                note={mapping.map(([header, field]) => `${header} → ${field}`).join(', ')}
              />
            )}
          </Facts>
        </div>
      </Panel>
      {sheets === null || sheets.length === 0 ? (
        <Panel title="First rows">
          <EmptyState title="The sheets have not been read yet.">
            They can be viewed once Validate has read the source.
          </EmptyState>
        </Panel>
      ) : (
        <FirstRows runId={run.id} sheets={sheets} />
      )}
    </>
  );
}

function FirstRows({
  runId,
  sheets,
}: {
  runId: string;
  sheets: readonly { readonly name: string; readonly rows: number }[];
}) {
  const format = useFormat();
  const [sheet, setSheet] = useState(sheets[0]!.name);
  const { data, error } = useCall(
    'sources.rows',
    { runId, sheet, from: 2, count: FIRST_ROWS },
    { staleTime: Infinity },
  );
  return (
    <Panel
      title="First rows"
      flush
      actions={
        <select
          className={parts.select}
          aria-label="Sheet"
          value={sheet}
          onChange={({ target }) => setSheet(target.value)}
        >
          {sheets.map(({ name, rows }) => (
            <option key={name} value={name}>
              {name} ({format.counted(rows, 'row')})
            </option>
          ))}
        </select>
      }
    >
      <div className={css.firstRows}>
        {error && <ProblemNotice problem={error} />}
        {!data && !error && (
          <div className={parts.under}>
            <Loading what={`Reading ${sheet}`} />
          </div>
        )}
        {data && (
          <SheetTable
            caption={`First rows of ${sheet}`}
            headers={data.headers}
            headerRow={data.headerRow}
            rows={data.rows}
          />
        )}
      </div>
    </Panel>
  );
}
