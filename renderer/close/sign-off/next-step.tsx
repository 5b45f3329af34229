import { useState } from 'react';
import { CLOSE_ROLE_WORDS } from '../../../core/contract/close/sign-off.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { ReopenDialog } from './reopen-dialog.tsx';
import css from './sign-off.module.css';
import { nextStep } from './steps.ts';

/** The step that leads on, by whom, and what is in its way; or the way back. */
export function NextStep(props: ClosePanelProps) {
  const { view, person, busy, change } = props;
  const { sourceId, period, standing, missing } = view;
  const [isReopening, setReopening] = useState(false);
  const next = nextStep(standing);
  const blocked = next?.is === 'prepare' && missing.length > 0;
  const take = (): void => {
    if (next === null || person === null) return;
    const step = { sourceId, period, by: person, action: { is: next.is } };
    void change(() => api('close.step', step));
  };
  return (
    <Panel title={next === null ? 'The period is locked' : `Next: ${next.title.toLowerCase()}`}>
      <div className={css.next}>
        {next && <p>{next.meaning}</p>}
        {next === null && (
          <p>
            It is not restated: rows that come later are listed below and posted in the first open
            period. Close settings and charts of accounts stay as they were when it was locked. A
            reviewer can reopen it with a reason.
          </p>
        )}
        {blocked && (
          <Notice tone="warn" title="It cannot be prepared yet.">
            <ul className={css.missing}>
              {missing.map(({ id, sentence }) => (
                <li key={id}>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        <div className={parts.buttons}>
          {next && (
            <Button look="primary" disabled={busy || blocked || person === null} onClick={take}>
              {person === null ? next.title : `${next.title} as ${person}`}
            </Button>
          )}
          {standing.state !== 'open' && (
            <Button disabled={busy || person === null} onClick={() => setReopening(true)}>
              Reopen …
            </Button>
          )}
          {next && view.termsNow.people.length > 0 && (
            <span className="quiet">By a {CLOSE_ROLE_WORDS[next.role].toLowerCase()}.</span>
          )}
        </div>
        {person === null && <p className="quiet">Choose at the top who you act as.</p>}
      </div>
      {isReopening && <ReopenDialog {...props} onEnd={() => setReopening(false)} />}
    </Panel>
  );
}
