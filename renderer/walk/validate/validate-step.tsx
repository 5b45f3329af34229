import { useState } from 'react';
import { ChevronRight } from 'lucide-react';
import type { RunView } from '../../../core/contract/api/runs.ts';
import type { Severity } from '../../../core/contract/findings.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Menu } from '../../components/overlays/menu.tsx';
import { EmptyState, Fact, Facts, Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import type { Tone } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { useFormat } from '../../format/use-format.ts';
import { setAsideWords } from '../../words/set-aside-words.ts';
import { findingGroups, SEVERITY_WORDS } from './finding-groups.ts';
import type { FindingGroup } from './finding-groups.ts';
import { FindingRows } from './finding-rows.tsx';
import { BridgePanel } from '../frame/bridge-panel.tsx';
import { NotYet } from '../frame/not-yet.tsx';
import css from './validate.module.css';
import type { StepView } from '../frame/walk-steps.ts';

const TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'bad',
  error: 'bad',
  warning: 'warn',
  info: 'info',
};
const FORMATS = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel'],
  ['parquet', 'Parquet'],
] as const;

interface ValidateStepProps {
  readonly view: RunView;
  readonly step: StepView;
}

/** What was found in the source: by rule, with the rows concerned. */
export function ValidateStep({ view, step }: ValidateStepProps) {
  const { run, findings } = view;
  const groups = findingGroups(findings);
  const codes = groups.flatMap((group) => group.codes);
  const [chosen, setChosen] = useState<string | null>(null);
  // What the run halts at comes first to the eye.
  const halting =
    run.problem?.code === 'validation.reported-rows-changed'
      ? codes.find(({ code }) => code === 'row.changed' || code === 'row.gone')
      : undefined;
  const selected = codes.find(({ code }) => code === chosen) ?? halting ?? codes[0];
  const known = findings.length > 0 || step.state === 'done' || run.quality !== null;
  if (!known)
    return (
      <NotYet step={step}>Findings will appear here, grouped by rule, with their rows.</NotYet>
    );
  return (
    <>
      <WhatWasRead view={view} />
      {run.cutOff && (
        <BridgePanel
          cutOff={run.cutOff}
          undecided={run.problem?.code === 'validation.reported-rows-changed'}
        />
      )}
      {codes.length === 0 ? (
        <Panel>
          <EmptyState title="No findings.">Every row is usable.</EmptyState>
        </Panel>
      ) : (
        <div className={css.findings}>
          <FindingsByRule
            runId={run.id}
            groups={groups}
            selected={selected?.code ?? null}
            onSelect={setChosen}
          />
          {selected && (
            <FindingRows
              key={selected.code}
              runId={run.id}
              code={selected.code}
              title={selected.title}
              mapping={run.settings.mapping}
            />
          )}
        </div>
      )}
    </>
  );
}

/** How much was read, and how much of it can be used. */
function WhatWasRead({ view: { run, rejected } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Facts>
      <Fact name="Rows without an error" value={format.share(run.quality)} />
      <Fact name="Rows read" value={format.count(run.rowCount)} />
      <Fact
        name={run.status === 'halted' ? 'Rows with errors' : 'Rows set aside'}
        value={format.count(rejected?.rows)}
        note={setAsideWords(rejected?.byCurrency ?? [], format)}
      />
      {run.counts && (
        <Fact
          name="Rows at the cut-off"
          value={format.count(run.counts.earned + run.counts.spent + run.counts.expired)}
          note={`${format.count(run.counts.earned)} earned, ${format.count(run.counts.spent)} spent, ${format.count(run.counts.expired)} expired`}
        />
      )}
      {run.counts && <Fact name="Customers" value={format.count(run.counts.customers)} />}
    </Facts>
  );
}

interface FindingsByRuleProps {
  readonly runId: string;
  readonly groups: readonly FindingGroup[];
  /** The rule whose rows are shown. */
  readonly selected: string | null;
  readonly onSelect: (code: string) => void;
}

/** The rules that found something, the most serious first. */
function FindingsByRule({ runId, groups, selected, onSelect }: FindingsByRuleProps) {
  const format = useFormat();
  return (
    <Panel title="Findings by rule" flush actions={<ExportFindings runId={runId} />}>
      {groups.map(({ severity, count, codes }) => (
        <section key={severity} aria-label={SEVERITY_WORDS[severity].many}>
          <h3 className={css.severity}>
            <Pill tone={TONES[severity]}>
              {format.count(count)}{' '}
              {count === 1 ? SEVERITY_WORDS[severity].one : SEVERITY_WORDS[severity].many}
            </Pill>
            <span className="quiet">{SEVERITY_WORDS[severity].means}</span>
          </h3>
          <ul className={css.rules}>
            {codes.map(({ code, title, mend, count: of }) => (
              <li key={code}>
                <button
                  type="button"
                  className={css.rule}
                  aria-pressed={code === selected}
                  onClick={() => onSelect(code)}
                >
                  <span className={css.ruleCount}>{format.count(of)}</span>
                  <span>
                    <span className={css.ruleTitle}>{title}</span>
                    {mend && <span className={css.mend}>{mend}</span>}
                    <code className={css.code}>{code}</code>
                  </span>
                  <ChevronRight size={16} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

function ExportFindings({ runId }: { runId: string }) {
  const { busy, save } = useExport();
  return (
    <Menu
      items={FORMATS.map(([format, words]) => ({
        label: `Export as ${words}`,
        onSelect: () =>
          void save(`findings-${runId}.${format}`, (target) =>
            api('findings.export', { runId, format, target }),
          ),
      }))}
    >
      <Button disabled={busy}>Export findings</Button>
    </Menu>
  );
}
