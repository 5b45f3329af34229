import type { CloseView } from '../../core/contract/close/close-view.ts';
import { CLOSE_STATES, closeWords, SIGNED_PARTS } from '../../core/contract/close/sign-off.ts';
import { asOfDay } from '../../core/contract/periods.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { ChoiceField, TextField } from '../components/controls/controls.tsx';
import { Notice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './close.module.css';
import type { Acting } from './acting/use-acting.ts';

interface CloseHeadProps {
  readonly run: RunRecord;
  readonly view: CloseView;
  readonly acting: Acting;
}

/** Which period it is, how its close stands, and who acts. */
export function CloseHead({ run, view, acting }: CloseHeadProps) {
  const format = useFormat();
  const { state, signatures, changed } = view.standing;
  return (
    <>
      <section className={css.head} aria-label="The close now">
        <div className={css.standing}>
          <strong className={css.state}>{closeWords(view.standing)}</strong>
          <span className="quiet">{CLOSE_STATES[state].meaning}</span>
        </div>
        <dl className={css.about}>
          <div>
            <dt>Period</dt>
            <dd>{view.period}</dd>
          </div>
          <div>
            <dt>Cut-off</dt>
            <dd>end of {format.dayNamed(asOfDay(run))}</dd>
          </div>
          {signatures.map(({ is, by, at }) => (
            <div key={`${is} ${at}`}>
              <dt>{CLOSE_STATES[is].title}</dt>
              <dd>
                {by} <span className="quiet">{format.moment(at)}</span>
              </dd>
            </div>
          ))}
        </dl>
        <ActsAs view={view} acting={acting} />
      </section>
      {changed.length > 0 && (
        <Notice tone="warn" title="The signatures are suspended.">
          Changed since it was signed:{' '}
          {changed.map((part) => SIGNED_PARTS[part].toLowerCase()).join(', ')}. They count again
          once it is as it was signed, or when the period is prepared again.
        </Notice>
      )}
    </>
  );
}

function ActsAs({
  view: { termsNow },
  acting: { person, isSignedIn, choose },
}: Omit<CloseHeadProps, 'run'>) {
  if (isSignedIn) return <TextField label="You act as" value={person ?? ''} readOnly />;
  if (termsNow.people.length === 0)
    return (
      <TextField
        label="You act as"
        value={person ?? ''}
        maxLength={200}
        onChange={({ target }) => choose(target.value)}
      />
    );
  return (
    <ChoiceField
      label="You act as"
      value={person ?? ''}
      choices={[
        ...(person === null ? [{ value: '', words: 'Choose …' }] : []),
        ...termsNow.people.map(({ name, roles }) => ({
          value: name,
          words: roles.length === 0 ? name : `${name}, ${roles.join(' and ')}`,
        })),
      ]}
      onChange={choose}
    />
  );
}
