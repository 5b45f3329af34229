import { FolderOpen, X } from 'lucide-react';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Link } from 'wouter';
import { useAction, useCall } from '../../bridge/api.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { keysText } from '../../components/overlays/shortcuts.tsx';
import { Heads, unseen } from '../../components/surfaces/heads.tsx';
import {
  Loading,
  Panel,
  ProblemNotice,
  RunStatusPill,
  Table,
} from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import { pathTo, routes } from '../../frame/routes.ts';
import { savedAt } from '../../places/saved-at.ts';
import {
  EMPTY_S3_FORM,
  placeKind,
  placeOf,
  s3FormOf,
  withAccess,
  wrongWithPlace,
} from '../../places/place-form.ts';
import { S3Fields } from '../../places/s3-fields.tsx';
import { S3_ACCESS_KEY, useRememberedAccess } from '../../under-way/run-again.ts';
import { FirstStart } from './first-start.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './opening.module.css';

const SOURCES_SHOWN = 6;

/** Where the workbook comes from: a file, a place, a recent one, a sample. */
export function PlaceChoice() {
  const { browse, uploading } = useOpenPlace();
  return (
    <>
      <div className={css.chooser}>
        <h2>Choose the workbook to reconcile</h2>
        <p className="quiet">
          Excel, CSV or Parquet. Drop it anywhere in this window, or open it here. It never leaves
          this computer.
        </p>
        <Button look="primary" onClick={() => browse()} disabled={uploading !== null}>
          <FolderOpen size={16} aria-hidden /> Open a workbook
        </Button>
        <span className="quiet">{keysText('mod+o')}</span>
      </div>
      <FirstStart />
      <SavedSources />
      <div className={parts.halves}>
        <TypedPlace />
        <Samples />
      </div>
      <Recent />
    </>
  );
}

/** The first of the sources that are set up; nothing where none is. */
function SavedSources() {
  const { choose } = useOpenPlace();
  const { data: sources } = useCall('sources.list', {});
  if (!sources || sources.length === 0) return null;
  return (
    <Panel
      title="Sources"
      actions={
        <Link href={pathTo('sources')}>
          {sources.length > SOURCES_SHOWN ? `All ${sources.length} sources` : 'Manage sources'}
        </Link>
      }
    >
      <ul className={`${parts.list} ${css.samples}`}>
        {sources.slice(0, SOURCES_SHOWN).map(({ id, name, place }) => (
          <li key={id} className={parts.line}>
            <Button onClick={() => choose({ place })}>Open {name}</Button>
            <span className={parts.place}>{place}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function TypedPlace() {
  const { choose } = useOpenPlace();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const remembered = useRememberedAccess();
  const remember = useAction('prefs.set', ['prefs.get']);
  const [text, setText] = useState('');
  const [form, setForm] = useState(EMPTY_S3_FORM);
  const [tried, setTried] = useState(false);
  const kind = placeKind(text);
  const wrong = tried ? wrongWithPlace(text, form) : null;
  const folders = info?.allowedFolders;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrongWithPlace(text, form) !== null) return;
    const place = placeOf(text, form);
    if (kind === 's3') {
      remember.mutate({
        key: S3_ACCESS_KEY,
        value: JSON.stringify(withAccess(remembered, place)),
      });
    }
    choose(place);
  };
  return (
    <Panel title="From a path or URL">
      <form className={parts.form} onSubmit={submit} noValidate>
        <TextField
          label="Path, s3:// or https:// address"
          value={text}
          spellCheck={false}
          autoComplete="off"
          wrong={wrong}
          placeholder="s3://bucket/thrive/tc_raw_data.xlsx"
          hint={
            folders
              ? `Allowed folders: ${folders.join(', ')}.`
              : 'A path on this computer, or an https:// or s3:// address.'
          }
          onChange={({ target }) => {
            setText(target.value);
            setForm(s3FormOf(remembered[target.value.trim()]));
          }}
        />
        {kind === 's3' && (
          <fieldset className={css.fieldset}>
            <legend>Access</legend>
            <p className="quiet">
              Credentials come from the AWS default chain of this computer (environment, profile,
              single sign-on). To use your own keys, set up the location under{' '}
              <Link href={routes.source(null)}>Sources</Link>.
            </p>
            <div className={parts.fields}>
              <S3Fields form={form} profile onChange={setForm} />
            </div>
          </fieldset>
        )}
        <div>
          <Button type="submit">{kind === 'local' ? 'Open' : 'Fetch and preview'}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Samples() {
  const { choose } = useOpenPlace();
  const { data: info, error } = useCall('shell.info', {}, { staleTime: Infinity });
  return (
    <Panel title="Samples">
      {error && <ProblemNotice problem={error} />}
      {!info && !error && <Loading what="Loading samples" />}
      <ul className={`${parts.list} ${css.samples}`}>
        {info?.samples.map(({ name, place, about }) => (
          <li key={place} className={parts.line}>
            <Button onClick={() => choose({ place })}>{name}</Button>
            <span className="quiet">{about}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Recent() {
  const { choose } = useOpenPlace();
  const format = useFormat();
  const remembered = useRememberedAccess();
  const { data: sources } = useCall('sources.list', {});
  const { data: recent, error } = useCall('sources.recent', {});
  const forget = useAction('sources.forget', ['sources.recent']);
  return (
    <Panel title="Recent" flush={recent !== undefined && recent.length > 0}>
      {error && <ProblemNotice problem={error} />}
      {!recent && !error && <Loading what="Loading recent workbooks" />}
      {recent?.length === 0 && <p className="quiet">Workbooks that you open are listed here.</p>}
      {recent && recent.length > 0 && (
        <Table caption="Recent workbooks">
          <Heads of={['Workbook', 'Opened', 'Last run', unseen('Remove')]} />
          <tbody>
            {recent.map(({ place, name, openedAt, exists, lastRun }) => (
              <tr key={place}>
                <td>
                  <Button
                    look="plain"
                    className={css.link!}
                    disabled={!exists}
                    onClick={() => {
                      // What is set up knows how it is reached.
                      const known = savedAt(sources ?? [], place) !== null;
                      const s3 =
                        placeKind(place) === 's3' && !known ? remembered[place] : undefined;
                      choose({ place, ...(s3 && { s3 }) });
                    }}
                  >
                    {name}
                  </Button>
                  <div className={parts.place}>
                    {place}
                    {!exists && ' · not found'}
                  </div>
                </td>
                <td className={css.lastRun}>{format.moment(openedAt)}</td>
                <td>
                  {lastRun ? (
                    <span className={css.lastRun}>
                      <RunStatusPill
                        status={lastRun.status}
                        paused={lastRun.pausedAfter !== null}
                      />{' '}
                      <Link href={routes.run(lastRun.id)}>{format.moment(lastRun.startedAt)}</Link>
                    </span>
                  ) : (
                    <span className="quiet">None</span>
                  )}
                </td>
                <td className="number">
                  <Button
                    look="plain"
                    iconOnly
                    aria-label={`Remove ${name} from the list`}
                    onClick={() => forget.mutate({ place })}
                  >
                    <X size={14} aria-hidden />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
