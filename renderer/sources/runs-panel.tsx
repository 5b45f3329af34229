import { POLICIES } from '../../core/contract/settings.ts';
import { Button, SelectField, TextField } from '../components/controls/controls.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { useSettings } from '../format/use-format.ts';
import { placeKind } from '../places/place-form.ts';
import { waitsFor, waitText } from '../places/waiting-words.ts';
import { INCREMENT_WORDS } from '../words/increment-words.ts';
import { policyTitle } from '../words/policy-words.ts';
import type { SourceForm } from './source-form.ts';
import type { EditedSource } from './use-edited-source.ts';
import css from './sources.module.css';

/** What the runs of a source are asked to do; what is left blank is left to the settings screen. */
export function RunsPanel({ edited }: { edited: EditedSource }) {
  const { form, change } = edited;
  return (
    <Panel title="Its runs">
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
      <SelectField
        label="Policy"
        value={form.policy}
        onChange={({ target }) => change({ policy: target.value as SourceForm['policy'] })}
      >
        <option value="">As in the settings: {policyTitle(settings.policy)}</option>
        {POLICIES.map((policy) => (
          <option key={policy} value={policy}>
            {policyTitle(policy)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Rows with errors"
        value={form.onError}
        onChange={({ target }) => change({ onError: target.value as SourceForm['onError'] })}
      >
        <option value="">
          As in the settings: {settings.onError === 'halt' ? 'Halt' : 'Quarantine'}
        </option>
        <option value="halt">Halt</option>
        <option value="quarantine">Quarantine</option>
      </SelectField>
      <SelectField
        label="A later file holds"
        value={form.increment}
        hint={INCREMENT_WORDS[form.increment].hint}
        onChange={({ target }) => change({ increment: target.value as SourceForm['increment'] })}
      >
        {Object.entries(INCREMENT_WORDS).map(([increment, { title }]) => (
          <option key={increment} value={increment}>
            {title}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Tolerance"
        inputMode="decimal"
        placeholder="as in the settings"
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
      <SelectField
        label="Excel workbooks"
        value={form.xlsx}
        onChange={({ target }) => change({ xlsx: target.value as SourceForm['xlsx'] })}
      >
        <option value="">As in the settings: {settings.xlsx ? 'Written' : 'Not written'}</option>
        <option value="yes">Written</option>
        <option value="no">Not written</option>
      </SelectField>
      {placeKind(form.place) !== 'local' && (
        <SelectField
          label="If the file is not there yet"
          hint="How long a run waits for it."
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
          ? 'none. It is chosen on the Download step and remembered here.'
          : pairs.map(([header, column]) => `${header} → ${column}`).join(', ')}
      </span>
      {pairs.length > 0 && <Button onClick={onClear}>Forget the mapping</Button>}
    </div>
  );
}
