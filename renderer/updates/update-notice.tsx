import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { UpdateState, UpdateView } from '../../core/contract/updates/update-state.ts';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { Notice, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { screenAt } from '../frame/routes.ts';
import { useMenuCommand } from '../frame/use-menu-command.ts';
import { updateWords } from './update-words.ts';
import css from './updates.module.css';
import { useLook, useUpdates } from './use-updates.ts';

/** Stands over the screens where there is a newer version, until one has decided about it; the settings say it anyway. */
export function UpdateNotice() {
  const { view, running } = useUpdates();
  const { look } = useLook();
  const [putOff, setPutOff] = useState<string | null>(null);
  const [location] = useLocation();
  const format = useFormat();
  useMenuCommand((command) => {
    if (command !== 'updates') return;
    setPutOff(null);
    look();
  });
  const told = screenAt(location)?.screen.name === 'settings';
  if (!view || told || putOff === subjectOf(view.state)) return null;
  const later = (): void => setPutOff(subjectOf(view.state));
  const { state } = view;
  if (state.kind === 'failed')
    return state.asked ? (
      <div className={css.banner}>
        <ProblemNotice
          problem={state.problem}
          actions={
            <>
              {state.newer === null ? (
                <Button onClick={look}>Try again</Button>
              ) : (
                <UpdateActions view={view} later={null} />
              )}
              <Button onClick={later}>Close</Button>
            </>
          }
        />
      </div>
    ) : null;
  const words = updateWords(view, running, format);
  if (words === null || (state.kind === 'ready' && state.onQuit)) return null;
  return (
    <div className={css.banner}>
      <Notice tone="info" title={words.title} actions={<UpdateActions view={view} later={later} />}>
        {words.text}
      </Notice>
    </div>
  );
}

/** What can be done about a newer version as it stands. */
export function UpdateActions({
  view: { state, byHand },
  later,
}: {
  readonly view: UpdateView;
  /** Null where there is nothing to put off. */
  readonly later: (() => void) | null;
}): ReactNode {
  const download = useAction('updates.download', ['updates.get']);
  const stop = useAction('updates.stopDownload', ['updates.get']);
  const toast = useToast();
  const install = useAction('updates.install', ['updates.get']);
  const installIt = (now: boolean): void =>
    install.mutate({ now }, { onError: ({ message, hint }) => toast(`${message} ${hint}`) });
  const putOff = later && <Button onClick={later}>Later</Button>;
  if (state.kind === 'downloading') return <Button onClick={() => stop.mutate({})}>Stop</Button>;
  if (state.kind === 'ready')
    return state.onQuit ? null : (
      <>
        <Button look="primary" disabled={install.isPending} onClick={() => installIt(false)}>
          Install when I quit
        </Button>
        <Button disabled={install.isPending} onClick={() => installIt(true)}>
          Quit and install
        </Button>
        {putOff}
      </>
    );
  if (state.kind !== 'found' && !(state.kind === 'failed' && state.newer)) return null;
  return byHand === null ? (
    <>
      <Button look="primary" onClick={() => download.mutate({})}>
        {state.kind === 'failed' ? 'Try again' : 'Download'}
      </Button>
      {putOff}
    </>
  ) : (
    <>
      <CopyButton text={state.newer!.page} what="the address of the new version">
        Copy address
      </CopyButton>
      {putOff}
    </>
  );
}

/** What a person has put off: the same thing is not told again, another is. */
function subjectOf(state: UpdateState): string | null {
  if (state.kind === 'found' || state.kind === 'ready')
    return `${state.kind} ${state.newer.version}`;
  return state.kind === 'failed' ? `failed ${state.problem.code}` : null;
}
