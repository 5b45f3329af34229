import { MOST_ENTITY_LETTERS } from '../../core/contract/settings.ts';
import { policyTitle } from '../../core/contract/settings.ts';
import { choicesOf } from '../components/controls/choices.ts';
import type { Choice } from '../components/controls/choices.ts';
import { Button, ChoiceField, SelectField, TextField } from '../components/controls/controls.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { useSettings } from '../format/use-format.ts';
import { placeKind } from '../places/place-form.ts';
import { waitsFor, waitText } from '../places/waiting-words.ts';
import { INCREMENT_WORDS } from '../../core/contract/setting-words/increment-words.ts';
import { ON_ERROR_SHORT } from '../../core/contract/setting-words/on-error-words.ts';
import { POLICY_CHOICES } from '../words/policy-words.ts';
import type { SourceForm } from './source-form.ts';
import type { EditedSource } from './use-edited-source.ts';
import css from './sources.module.css';
import { SETTING_NAMES } from '../../core/contract/setting-words/setting-names.ts';

const WRITTEN = { yes: 'Written', no: 'Not written' } as const;

/** The choice to leave a setting to the settings screen, with what stands there now. */
function asInSettings(now: string): Choice<''> {
  return { value: '', words: `Default: ${now}` };
}

/** What the runs of a source are asked to do; what is left blank is left to the settings screen. */
export function RunsPanel({ edited }: { edited: EditedSource }) {
  const { form, change } = edited;
  return (
    <Panel title="Run settings">
      <div className={css.whole}>
        <div className={css.fields}>
          <MatchingFields edited={edited} />
          <FileFields edited={edited} />
        </div>
        <MappingLine mapping={form.mapping} onClear={() => change({ mapping: {} })} />
      </div>
    </Panel>
  );
}

function MatchingFields({ edited: { form, change, wrong } }: { edited: EditedSource }) {
  const settings = useSettings();
  return (
    <>
      <ChoiceField
        label={SETTING_NAMES.policy}
        value={form.policy}
        choices={[asInSettings(policyTitle(settings.policy)), ...POLICY_CHOICES]}
        onChange={(policy) => change({ policy })}
      />
      <ChoiceField
        label={SETTING_NAMES.onError}
        value={form.onError}
        choices={[asInSettings(ON_ERROR_SHORT[settings.onError]), ...choicesOf(ON_ERROR_SHORT)]}
        onChange={(onError) => change({ onError })}
      />
      <ChoiceField
        label={SETTING_NAMES.increment}
        value={form.increment}
        hint={INCREMENT_WORDS[form.increment].hint}
        choices={choicesOf(INCREMENT_WORDS)}
        onChange={(increment) => change({ increment })}
      />
      <TextField
        label={SETTING_NAMES.toleranceCents}
        inputMode="decimal"
        placeholder="default"
        autoComplete="off"
        value={form.tolerance}
        wrong={wrong?.wrong.tolerance}
        onChange={({ target }) => change({ tolerance: target.value })}
      />
    </>
  );
}

function FileFields({ edited: { form, change } }: { edited: EditedSource }) {
  const settings = useSettings();
  return (
    <>
      <TextField
        label="Entity"
        hint="On the cover and pages of the workbook."
        placeholder={settings.entity || 'not named'}
        autoComplete="off"
        maxLength={MOST_ENTITY_LETTERS}
        value={form.entity}
        onChange={({ target }) => change({ entity: target.value })}
      />
      <ChoiceField
        label={SETTING_NAMES.xlsx}
        value={form.xlsx}
        choices={[asInSettings(WRITTEN[settings.xlsx ? 'yes' : 'no']), ...choicesOf(WRITTEN)]}
        onChange={(xlsx) => change({ xlsx })}
      />
      {placeKind(form.place) !== 'local' && (
        <SelectField
          label="If the file has not arrived"
          hint="How long a run waits for the file."
          value={form.waitMinutes}
          onChange={({ target }) => change({ waitMinutes: Number(target.value) })}
        >
          <option value={0}>Do not wait</option>
          {waitsFor(form.waitMinutes).choices.map((minutes) => (
            <option key={minutes} value={minutes}>
              Wait {waitText(minutes)}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}

function MappingLine({
  mapping,
  onClear,
}: {
  mapping: SourceForm['mapping'];
  onClear: () => void;
}) {
  const pairs = Object.entries(mapping);
  return (
    <div className={css.mapping}>
      <span>
        <strong>Header mapping:</strong>{' '}
        {pairs.length === 0
          ? 'none. It is set in the Download step and saved here.'
          : pairs.map(([header, column]) => `${header} → ${column}`).join(', ')}
      </span>
      {pairs.length > 0 && <Button onClick={onClear}>Clear the mapping</Button>}
    </div>
  );
}
