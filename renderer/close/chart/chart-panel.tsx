import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Chart, ChartFormat, ChartLineText } from '../../../core/contract/close/chart.ts';
import { EXAMPLE_CHART } from '../../../core/contract/close/charts/example-chart.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Menu } from '../../components/overlays/menu.tsx';
import { EmptyState, Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { dayText } from '../../format/typed-day.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { FileButton } from '../../frame/file-button.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { draftOf, textsOf } from './chart-draft.ts';
import type { ChartDraft } from './chart-draft.ts';
import { ChartEditor } from './chart-editor.tsx';
import { ChartTable } from './chart-table.tsx';
import { versionWords } from './chart-words.ts';
import { VersionChanges } from './version-changes.tsx';

interface ChartPanelProps extends ClosePanelProps {
  /** A line that somebody wants to add for an amount without an account; null for none. */
  readonly toMap: ChartLineText | null;
  /** The draft that it began is gone. */
  readonly onMapped: () => void;
}

/** The chart of accounts: its versions, and a draft of the next one where somebody makes it. */
export function ChartPanel({ toMap, onMapped, ...props }: ChartPanelProps) {
  const { view, isLocked, act } = props;
  const { charts, chartVersion, begins } = view;
  const inForce = charts.find(({ version }) => version === chartVersion) ?? null;
  const { dateFormat } = useSettings();
  const [kept, setKept] = useState<ChartDraft | null>(null);
  // The first chart is for all periods, a later one from the period that it is made for.
  const from = charts.length === 0 ? EXAMPLE_CHART.from : begins;
  const begun = (lines: readonly ChartLineText[], note = ''): ChartDraft =>
    draftOf(lines, dayText(from, dateFormat), note);
  const current = inForce === null ? [] : textsOf(inForce);
  const draft = kept ?? (toMap === null ? null : begun(current));
  if (draft !== null && !isLocked)
    return (
      <ChartEditor
        {...props}
        draft={draft}
        toMap={toMap}
        onMapped={onMapped}
        onChange={setKept}
        onClose={() => setKept(null)}
      />
    );
  const fromFile = async (place: string): Promise<void> => {
    const lines = await act(() => api('close.read-chart', { place }));
    if (lines !== undefined) setKept(begun(lines));
  };
  const file = (
    <FileButton
      label="File of a chart of accounts"
      accept=".csv,.xlsx,.json"
      disabled={isLocked}
      onPlace={(place) => void fromFile(place)}
    >
      From a file
    </FileButton>
  );
  if (charts.length === 0)
    return (
      <Panel title="Chart of accounts">
        <EmptyState
          title="There is no chart of accounts yet."
          action={
            <div className={parts.buttons}>
              <Button
                look="primary"
                disabled={isLocked}
                onClick={() => setKept(begun(textsOf(EXAMPLE_CHART), EXAMPLE_CHART.note))}
              >
                Begin with the example
              </Button>
              {file}
            </div>
          }
        >
          It says what each kind of movement is debited and credited to.
        </EmptyState>
      </Panel>
    );
  return (
    <Versions
      {...props}
      inForce={inForce}
      file={file}
      onDraft={(chart) => setKept(begun(textsOf(chart)))}
    />
  );
}

interface VersionsProps extends ClosePanelProps {
  readonly inForce: Chart | null;
  readonly file: ReactNode;
  /** Begins a draft of the next version with the lines of this one. */
  readonly onDraft: (chart: Chart) => void;
}

function Versions({ view, inForce, isLocked, file, onDraft }: VersionsProps) {
  const { charts, sourceId } = view;
  const format = useFormat();
  const { busy, save } = useExport();
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = charts.find(({ version }) => version === chosen) ?? inForce ?? charts.at(-1)!;
  const { version } = shown;
  const earlier = charts.filter((chart) => chart.version < version).at(-1);
  const write = (as: ChartFormat): void =>
    void save(`chart-of-accounts-${version}.${as}`, (target) =>
      api('close.export-chart', { sourceId, version, format: as, target }),
    );
  return (
    <Panel
      title="Chart of accounts"
      flush
      actions={
        <>
          {shown === inForce && <Pill tone="good">In force</Pill>}
          <select
            className={parts.select}
            aria-label="Version of the chart"
            value={version}
            onChange={({ target }) => setChosen(Number(target.value))}
          >
            {[...charts].reverse().map((chart) => (
              <option key={chart.version} value={chart.version}>
                {versionWords(chart, format)}
              </option>
            ))}
          </select>
          <Menu
            items={[
              { label: 'As CSV, to be changed in a spreadsheet', onSelect: () => write('csv') },
              { label: 'As JSON, as it is kept', onSelect: () => write('json') },
            ]}
          >
            <Button disabled={busy}>Save to a file</Button>
          </Menu>
          {file}
          <Button disabled={isLocked} onClick={() => onDraft(shown)}>
            Change it
          </Button>
        </>
      }
    >
      <p className={parts.inPanel}>
        {shown.note}
        {inForce === null && ' No version is in force on the last day of the period.'}
      </p>
      <ChartTable chart={shown} />
      {earlier !== undefined && <VersionChanges before={earlier} now={shown} />}
    </Panel>
  );
}
