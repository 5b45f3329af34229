import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import type { SavedSource } from '../../core/contract/api/sources.ts';
import { POLICIES } from '../../core/contract/settings.ts';
import { useAction } from '../bridge/api.ts';
import { Button, SelectField, TextField } from '../components/controls/controls.tsx';
import { CredentialsFields } from '../components/credentials/credentials-fields.tsx';
import { secretToTest } from '../components/credentials/credentials-form.ts';
import { Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { useSettings } from '../format/use-format.ts';
import { isPeriod, lastMonth, namesPeriod, patternWords } from '../places/pattern.ts';
import { placeKind } from '../places/place-form.ts';
import { S3Fields } from '../places/s3-fields.tsx';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { INCREMENT_WORDS } from '../words/increment-words.ts';
import { policyTitle } from '../words/policy-words.ts';
import { waitsFor, waitText } from '../places/waiting-words.ts';
import { readSourceForm, sourceFormOf } from './source-form.ts';
import type { SourceForm } from './source-form.ts';
import { useConnectionTest } from '../places/connection-test.ts';
import css from './sources.module.css';
import { TestResult } from '../places/test-result.tsx';

/** Sets up a source (null) or changes one: its place, what opens it, how its runs go. */
export function SourceEditor({ source }: { source: SavedSource | null }) {
  const [, go] = useLocation();
  const toast = useToast();
  const settings = useSettings();
  const { numberFormat } = settings;
  const [edited, setEdited] = useState<SourceForm | null>(null);
  const [tried, setTried] = useState<'nothing' | 'test' | 'save'>('nothing');
  const [period, setPeriod] = useState(() => lastMonth(Date.now()));
  const save = useAction('sources.save', ['sources.list', 'sources.recent']);
  const test = useConnectionTest('sources.test');
  const kept = source?.secret ?? null;
  const form = edited ?? sourceFormOf(source, numberFormat);
  const reading = readSourceForm(form, source, numberFormat);
  const wrong = tried !== 'nothing' && reading.kind === 'wrong' ? reading : null;
  const kind = placeKind(form.place);
  const dated = namesPeriod(form.place);
  const change = (change: Partial<SourceForm>): void => {
    setEdited({ ...form, ...change });
    test.forget();
    save.reset();
  };
  const tryIt = (): void => {
    setTried('test');
    // A name is not needed to find out whether a place can be reached.
    const named = readSourceForm({ ...form, name: form.name || '-' }, source, numberFormat);
    if (named.kind === 'wrong') return;
    const { place, s3 = {}, secret } = named.source;
    const tested = secretToTest(secret);
    test.begin({
      place,
      s3,
      ...(dated && isPeriod(period) && { period: period.trim() }),
      ...(tested !== undefined && { secret: tested }),
    });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried('save');
    if (reading.kind === 'wrong') return;
    save.mutate(reading.source, {
      onSuccess: ({ name }) => {
        toast(`${name} is saved.`);
        go(pathTo('sources'));
      },
    });
  };
  const preview = patternWords(form.place, isPeriod(period) ? period.trim() : 'YYYY-MM');
  return (
    <Screen
      title={source === null ? 'New source' : `Edit ${source.name}`}
      actions={<Button onClick={() => go(pathTo('sources'))}>Back to the sources</Button>}
    >
      <form className={css.form} onSubmit={submit} noValidate aria-label="Source">
        <Panel title="Where it is">
          <div className={css.whole}>
            <TextField
              label="Name"
              placeholder="Month end, North"
              autoComplete="off"
              value={form.name}
              wrong={tried === 'save' ? wrong?.wrong.name : null}
              onChange={({ target }) => change({ name: target.value })}
            />
            <TextField
              label="Place"
              placeholder="s3://bucket/month-end/{yyyy}-{MM}/tc_raw_data*.xlsx"
              spellCheck={false}
              autoComplete="off"
              value={form.place}
              wrong={wrong?.wrong.place}
              hint={
                <>
                  A path on this machine, or an s3:// or https:// address. On S3 also a pattern:{' '}
                  <code>{'{yyyy}'}</code> and <code>{'{MM}'}</code> stand for the period,{' '}
                  <code>*</code> for anything within a name, and an address that ends in{' '}
                  <code>/</code> for the newest file below it.
                </>
              }
              onChange={({ target }) => change({ place: target.value })}
            />
            {preview !== null && (
              <div className={css.period}>
                {dated && (
                  <TextField
                    label="Shown for the period"
                    placeholder="YYYY-MM"
                    value={period}
                    wrong={isPeriod(period) ? null : 'Write a month as YYYY-MM.'}
                    onChange={({ target }) => {
                      setPeriod(target.value);
                      test.forget();
                    }}
                  />
                )}
                <p className={css.preview} role="status">
                  {preview}
                </p>
              </div>
            )}
            {kind === 'https' && (
              <p className="quiet">
                Of a signed address only the part before the “?” is shown from now on; the rest is
                kept as a secret.{' '}
                {source?.secret?.url && 'Leave it as it is to keep what opens it.'}
              </p>
            )}
          </div>
        </Panel>
        {kind === 's3' && (
          <Panel title="How to reach it">
            <div className={css.whole}>
              <div className={css.fields}>
                <S3Fields
                  form={form.s3}
                  profile={form.credentials.by === 'chain'}
                  wrongEndpoint={wrong?.wrong.endpoint ?? null}
                  onChange={(s3) => change({ s3 })}
                />
              </div>
              <CredentialsFields
                form={form.credentials}
                kept={kept}
                wrong={wrong?.wrongCredentials ?? {}}
                onChange={(credentials) => change({ credentials })}
              />
            </div>
          </Panel>
        )}
        <Panel title="Its runs">
          <div className={css.whole}>
            <div className={css.fields}>
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
                onChange={({ target }) =>
                  change({ onError: target.value as SourceForm['onError'] })
                }
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
                onChange={({ target }) =>
                  change({ increment: target.value as SourceForm['increment'] })
                }
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
              <SelectField
                label="Excel workbooks"
                value={form.xlsx}
                onChange={({ target }) => change({ xlsx: target.value as SourceForm['xlsx'] })}
              >
                <option value="">
                  As in the settings: {settings.xlsx ? 'Written' : 'Not written'}
                </option>
                <option value="yes">Written</option>
                <option value="no">Not written</option>
              </SelectField>
              {kind !== 'local' && (
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
            </div>
            <MappingLine mapping={form.mapping} onClear={() => change({ mapping: {} })} />
          </div>
        </Panel>
        <TestResult test={test} />
        {save.error && <ProblemNotice problem={save.error} />}
        <div className={css.buttons}>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save the source
          </Button>
          <Button disabled={test.busy} onClick={tryIt}>
            Test connection
          </Button>
          <span className="quiet" role="status">
            {wrong && (tried === 'save' || Object.keys(wrong.wrong).some((one) => one !== 'name'))
              ? 'Something above is not right yet.'
              : edited !== null
                ? 'Not saved yet.'
                : ''}
          </span>
        </div>
      </form>
    </Screen>
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
