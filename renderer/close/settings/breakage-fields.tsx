import { breakageTermsSchema, CLASS_COLUMNS } from '../../../core/contract/close/breakage.ts';
import type { ClassColumn } from '../../../core/contract/close/breakage.ts';
import { CheckField, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './settings.module.css';
import type { TermsFieldsProps } from './terms-form.ts';

interface BreakageFieldsProps extends TermsFieldsProps {
  /** The grouping columns that the source has. */
  readonly columns: readonly ClassColumn[];
}

/** Whether breakage is booked, by which classes, and to which accounts. */
export function BreakageFields({ form, wrong, onChange, columns }: BreakageFieldsProps) {
  const { breakage } = form;
  const offered = CLASS_COLUMNS.filter(
    (column) => column === 'REASON' || columns.includes(column) || breakage?.by.includes(column),
  );
  return (
    <Panel title="Breakage">
      <CheckField
        label="Estimate and book breakage"
        hint="Credit that customers will never redeem becomes income under a method that you state. Its methods and rates are set in the part Breakage."
        checked={breakage !== null}
        onChange={({ target }) =>
          onChange({ breakage: target.checked ? breakageTermsSchema.parse({}) : null })
        }
      />
      {breakage && (
        <>
          <fieldset className={css.checks}>
            <legend>Classes by</legend>
            {offered.map((column) => (
              <CheckField
                key={column}
                label={column}
                checked={breakage.by.includes(column)}
                onChange={({ target }) =>
                  onChange({
                    breakage: {
                      ...breakage,
                      by: offered.filter((one) =>
                        one === column ? target.checked : breakage.by.includes(one),
                      ),
                    },
                  })
                }
              />
            ))}
          </fieldset>
          <div className={parts.fields}>
            <TextField
              label="Debit account"
              required
              maxLength={200}
              value={breakage.debit}
              onChange={({ target }) =>
                onChange({ breakage: { ...breakage, debit: target.value } })
              }
            />
            <TextField
              label="Credit account"
              required
              maxLength={200}
              value={breakage.credit}
              onChange={({ target }) =>
                onChange({ breakage: { ...breakage, credit: target.value } })
              }
            />
            <TextField
              label="Remote after months"
              hint="For the method Remote."
              inputMode="numeric"
              value={form.remoteAfterMonths}
              wrong={wrong['remoteAfterMonths']}
              onChange={({ target }) => onChange({ remoteAfterMonths: target.value })}
            />
          </div>
        </>
      )}
    </Panel>
  );
}
