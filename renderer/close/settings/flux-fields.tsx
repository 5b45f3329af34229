import { FLUX_COMPARISONS } from '../../../core/contract/close/flux.ts';
import type { FluxComparisonId } from '../../../core/contract/close/flux.ts';
import { CheckField, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './settings.module.css';
import type { TermsFieldsProps } from './terms-form.ts';

const COMPARISONS = Object.keys(FLUX_COMPARISONS) as FluxComparisonId[];

/** When a difference to another period wants an explanation. */
export function FluxFields({ form, wrong, onChange }: TermsFieldsProps) {
  const against = form.fluxAgainst;
  return (
    <Panel title="Flux">
      <p>A line wants an explanation when it differs by more than both:</p>
      <div className={parts.fields}>
        <TextField
          label="Amount"
          inputMode="decimal"
          value={form.fluxThreshold}
          wrong={wrong['fluxThreshold']}
          onChange={({ target }) => onChange({ fluxThreshold: target.value })}
        />
        <TextField
          label="Per cent"
          inputMode="decimal"
          value={form.fluxPercent}
          wrong={wrong['fluxPercent']}
          onChange={({ target }) => onChange({ fluxPercent: target.value })}
        />
      </div>
      <fieldset className={css.checks}>
        <legend>Compared with</legend>
        {COMPARISONS.map((id) => (
          <CheckField
            key={id}
            label={FLUX_COMPARISONS[id].title}
            checked={against.includes(id)}
            onChange={({ target }) =>
              onChange({
                fluxAgainst: COMPARISONS.filter((one) =>
                  one === id ? target.checked : against.includes(one),
                ),
              })
            }
          />
        ))}
      </fieldset>
      <div className={parts.fields}>
        <TextField
          label="Expected: median of so many periods"
          inputMode="numeric"
          value={form.expectedFrom}
          wrong={wrong['expectedFrom']}
          onChange={({ target }) => onChange({ expectedFrom: target.value })}
        />
        <TextField
          label="If there are at least"
          inputMode="numeric"
          value={form.fewest}
          wrong={wrong['fewest']}
          onChange={({ target }) => onChange({ fewest: target.value })}
        />
        <TextField
          label="Median absolute deviations to either side"
          inputMode="decimal"
          value={form.deviations}
          wrong={wrong['deviations']}
          onChange={({ target }) => onChange({ deviations: target.value })}
        />
      </div>
    </Panel>
  );
}
