import { CLOSE_ROLE_WORDS } from '../../../core/contract/close/sign-off.ts';
import type { ClosePerson, CloseRole } from '../../../core/contract/close/sign-off.ts';
import { Button, CheckField, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import css from './settings.module.css';
import type { TermsFieldsProps } from './terms-form.ts';

const ROLES = Object.keys(CLOSE_ROLE_WORDS) as CloseRole[];

/** Who takes part in the close, and as what. */
export function PeopleRows({ form: { people }, wrong, onChange }: TermsFieldsProps) {
  const put = (index: number, change: Partial<ClosePerson>): void =>
    onChange({ people: people.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <Panel
      title="People"
      actions={
        <Button onClick={() => onChange({ people: [...people, { name: '', roles: [] }] })}>
          Add a person
        </Button>
      }
    >
      {people.map(({ name, roles }, index) => (
        <div key={index} className={css.row} role="group" aria-label={`Person ${index + 1}`}>
          <TextField
            label="Name"
            maxLength={200}
            value={name}
            onChange={({ target }) => put(index, { name: target.value })}
          />
          <div className={css.roles}>
            {ROLES.map((role) => (
              <CheckField
                key={role}
                label={CLOSE_ROLE_WORDS[role]}
                checked={roles.includes(role)}
                onChange={({ target }) =>
                  put(index, {
                    roles: ROLES.filter((one) =>
                      one === role ? target.checked : roles.includes(one),
                    ),
                  })
                }
              />
            ))}
          </div>
          <Button
            aria-label={`Remove ${name || `person ${index + 1}`}`}
            onClick={() => onChange({ people: people.filter((_, at) => at !== index) })}
          >
            Remove
          </Button>
        </div>
      ))}
      {wrong['people'] && (
        <p role="alert" className={css.wrong}>
          {wrong['people']}
        </p>
      )}
      <p className="quiet">
        A preparer prepares a period; a reviewer, another person, reviews and locks it. Where nobody
        is listed anybody may sign, but never one person both.
      </p>
    </Panel>
  );
}
