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
import { findingGroups, SEVERITY_WORDS } from './finding-groups.ts';
import { FindingRows } from './finding-rows.tsx';
import { HaltChoice } from './halt-choice.tsx';
import { NotYet } from '../frame/not-yet.tsx';
import css from './validate.module.css';
import type { StepView } from '../frame/walk-steps.ts';
import type { Starting } from '../../under-way/work-under-way.ts';

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
  readonly starting: Starting;
}

/** What was found in the source: by rule, with the rows concerned, and what to do where it halts. */
export function ValidateStep({ view, step, starting }: ValidateStepProps) {
  const { run, findings } = view;
  const format = useFormat();
  const { busy, save } = useExport();
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
      <NotYet step={step}>
        The findings will be here, grouped by rule, with the rows they are about.
      </NotYet>
    );
  return (
    <>
      {run.status === 'halted' && <HaltChoice view={view} starting={starting} />}
      <Facts>
        <Fact
          name="Quality score"
          value={format.share(run.quality)}
          note="Share of rows without an error"
        />
        <Fact name="Rows read" value={format.count(run.rowCount)} />
        <Fact
          name={run.status === 'halted' ? 'Rows with errors' : 'Rows set aside'}
          value={format.count(view.rejected?.rows)}
          note={
            view.rejected !== null &&
            view.rejected.rows > 0 &&
            `worth ${format.amount(view.rejected.cents)}`
          }
        />
        {run.counts && (
          <Fact
            name="Accepted rows"
            value={format.count(run.counts.earned + run.counts.spent + run.counts.expired)}
            note={`${format.count(run.counts.earned)} earned, ${format.count(run.counts.spent)} spent, ${format.count(run.counts.expired)} expired`}
          />
        )}
        {run.counts && <Fact name="Customers" value={format.count(run.counts.customers)} />}
      </Facts>
      {codes.length === 0 ? (
        <Panel>
          <EmptyState title="Nothing was found.">Every row can be used as it is.</EmptyState>
        </Panel>
      ) : (
        <div className={css.findings}>
          <Panel
            title="Findings by rule"
            flush
            actions={
              <Menu
                items={FORMATS.map(([one, label]) => ({
                  label: `Export as ${label}`,
                  onSelect: () =>
                    void save(`findings-${run.id}.${one}`, (target) =>
                      api('findings.export', { runId: run.id, format: one, target }),
                    ),
                }))}
              >
                <Button disabled={busy}>Export findings</Button>
              </Menu>
            }
          >
            {groups.map(({ severity, count, codes: rules }) => (
              <section key={severity} aria-label={SEVERITY_WORDS[severity].many}>
                <h3 className={css.severity}>
                  <Pill tone={TONES[severity]}>
                    {format.count(count)}{' '}
                    {count === 1 ? SEVERITY_WORDS[severity].one : SEVERITY_WORDS[severity].many}
                  </Pill>
                  <span className="quiet">{SEVERITY_WORDS[severity].means}</span>
                </h3>
                <ul className={css.rules}>
                  {rules.map(({ code, title, mend, count: of }) => (
                    <li key={code}>
                      <button
                        type="button"
                        className={css.rule}
                        aria-pressed={code === selected?.code}
                        onClick={() => setChosen(code)}
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
