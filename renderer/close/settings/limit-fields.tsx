import { TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { TermsFieldsProps } from './terms-form.ts';

/** What is material, and for how long a lapsed lot may still be used. */
export function LimitFields({ form, wrong, onChange }: TermsFieldsProps) {
  return (
    <Panel title="Exceptions and expiry">
      <div className={parts.fields}>
        <TextField
          label="Materiality of exceptions"
          hint="Exceptions with less at stake need not be decided before the period is prepared."
          inputMode="decimal"
          value={form.materiality}
          wrong={wrong['materiality']}
          onChange={({ target }) => onChange({ materiality: target.value })}
        />
        <TextField
          label="Days of grace after the expiry date"
          hint="For so many days a lot may still be used."
          inputMode="numeric"
          value={form.graceDays}
          wrong={wrong['graceDays']}
          onChange={({ target }) => onChange({ graceDays: target.value })}
        />
      </div>
    </Panel>
  );
}
