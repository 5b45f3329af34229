import { useState } from 'react';
import { KEPT_KINDS, keepSchema, keepText } from '../../core/contract/keeping/kept-kinds.ts';
import type { Keep } from '../../core/contract/keeping/kept-kinds.ts';
import type { RetentionRule } from '../../core/contract/keeping/retention.ts';
import { useAction } from '../bridge/api.ts';
import { Button, SelectField, TextField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { figures, Heads, unseen } from '../components/surfaces/heads.tsx';
import parts from '../components/surfaces/parts.module.css';
import { Panel, ProblemNotice, Table } from '../components/surfaces/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { STALE } from './parts.ts';
import type { PanelProps } from './parts.ts';
import css from './retention.module.css';

/** How long things of each kind are kept, and how many there are. */
export function RulesPanel({ view, by }: PanelProps) {
  const format = useFormat();
  const [changing, setChanging] = useState<RetentionRule | null>(null);
  return (
    <Panel flush title="Rules">
      <Table caption="How long things are kept, by kind">
        <Heads
          of={['Kind', 'Kept for', figures('Number'), figures('Size'), unseen('Change the rule')]}
        />
        <tbody>
          {view.rules.map((rule) => {
            const { title, what, ...words } = KEPT_KINDS[rule.kind];
            const isFixed = 'isFixed' in words;
            return (
              <tr key={rule.kind}>
                <th scope="row" className={css.what}>
                  {title}
                  <div className={css.said}>{what}</div>
                </th>
                <td>{keepText(rule.keep)}</td>
                <td className="number">{isFixed ? '–' : format.count(rule.count)}</td>
                <td className="number">{isFixed ? '–' : bytesText(rule.bytes)}</td>
                <td>
                  {!isFixed && (
                    <div className={css.buttons}>
                      <Button
                        aria-label={`Change the rule for ${title}`}
                        onClick={() => setChanging(rule)}
                      >
                        Change …
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {changing && <RuleDialog rule={changing} by={by} onClose={() => setChanging(null)} />}
    </Panel>
  );
}

const UNITS = { days: 'days', years: 'years', always: 'for good' } as const;
type Unit = keyof typeof UNITS;

function RuleDialog({
  rule: { kind, keep },
  by,
  onClose,
}: {
  rule: RetentionRule;
  by: string;
  onClose: () => void;
}) {
  const save = useAction('retention.rule', STALE);
  const [unit, setUnit] = useState<Unit>(keep.unit);
  const [count, setCount] = useState(keep.unit === 'always' ? '7' : String(keep.count));
  const wanted: Keep =
    unit === 'always'
      ? { unit }
      : { unit, count: /^\d+$/.test(count) ? Number(count) : Number.NaN };
  const isWrong = !keepSchema.safeParse(wanted).success;
  return (
    <Dialog
      open
      title={`How long to keep: ${KEPT_KINDS[kind].title}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={save.isPending || isWrong || by === ''}
            onClick={() => save.mutate({ kind, keep: wanted, by }, { onSuccess: onClose })}
          >
            Save the rule
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        <p>A shorter time deletes nothing by itself: what is past it can be proposed then.</p>
        {unit !== 'always' && (
          <TextField
            label="How many"
            inputMode="numeric"
            value={count}
            wrong={
              isWrong
                ? `Enter a whole number from 1 to ${unit === 'years' ? '100' : '36,500'}.`
                : null
            }
            onChange={({ target }) => setCount(target.value)}
          />
        )}
        <SelectField
          label="Unit"
          value={unit}
          onChange={({ target }) => setUnit(target.value as Unit)}
        >
          {Object.entries(UNITS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
        {save.error && <ProblemNotice problem={save.error} />}
      </div>
    </Dialog>
  );
}
