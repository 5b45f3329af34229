import { TextField } from '../components/controls/controls.tsx';
import { CredentialsFields } from '../components/credentials/credentials-fields.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { isPeriod, namesPeriod, patternWords } from '../places/pattern.ts';
import { placeKind } from '../places/place-form.ts';
import { S3Fields } from '../places/s3-fields.tsx';
import type { EditedSource } from './use-edited-source.ts';
import css from './sources.module.css';

/** Where a source is, and for a pattern what it stands for. */
export function PlacePanel({ edited }: { edited: EditedSource }) {
  const { form, change, wrong, tried } = edited;
  return (
    <Panel title="Where the file is">
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
          label="Location"
          placeholder="s3://bucket/month-end/{yyyy}-{MM}/tc_raw_data*.xlsx"
          spellCheck={false}
          autoComplete="off"
          value={form.place}
          wrong={wrong?.wrong.place}
          hint={
            <>
              A path on this computer, or an s3:// or https:// address. It can be a pattern:{' '}
              <code>{'{yyyy}'}</code> and <code>{'{MM}'}</code> stand for the period, <code>*</code>{' '}
              for any part of a name, and an address that ends in <code>/</code> for the newest file
              in that folder.
            </>
          }
          onChange={({ target }) => change({ place: target.value })}
        />
        <PatternLine edited={edited} />
        {placeKind(form.place) === 'https' && (
          <p className="quiet">
            Of a signed address, only the part before the “?” is shown; the rest is saved as a
            secret.{' '}
            {edited.source?.secret?.url && 'Leave it unchanged to keep the saved signature.'}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** What a pattern stands for, for a period to be chosen. */
function PatternLine({ edited: { form, period, showPeriod } }: { edited: EditedSource }) {
  const preview = patternWords(form.place, isPeriod(period) ? period.trim() : 'YYYY-MM');
  if (preview === null) return null;
  return (
    <div className={css.period}>
      {namesPeriod(form.place) && (
        <TextField
          label="Example for the period"
          placeholder="YYYY-MM"
          value={period}
          wrong={isPeriod(period) ? null : 'Enter a month as YYYY-MM.'}
          onChange={({ target }) => showPeriod(target.value)}
        />
      )}
      <p className={css.preview} role="status">
        {preview}
      </p>
    </div>
  );
}

/** How a source on S3 is reached. */
export function ReachPanel({ edited: { form, change, wrong, source } }: { edited: EditedSource }) {
  return (
    <Panel title="Access">
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
          kept={source?.secret ?? null}
          wrong={wrong?.wrongCredentials ?? {}}
          onChange={(credentials) => change({ credentials })}
        />
      </div>
    </Panel>
  );
}
