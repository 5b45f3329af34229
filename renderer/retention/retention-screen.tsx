import { useState } from 'react';
import { useCall } from '../bridge/api.ts';
import { useSignedIn } from '../bridge/signed-in.ts';
import { TextField } from '../components/controls/controls.tsx';
import { Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { Screen } from '../frame/screen.tsx';
import { HoldsPanel } from './holds-panel.tsx';
import { PastPanel } from './past-panel.tsx';
import { ProposalsPanel } from './proposals-panel.tsx';
import css from './retention.module.css';
import { RulesPanel } from './rules-panel.tsx';

export const screen = bindScreen('retention', () => <RetentionScreen />);

/** What is kept for how long, what is on legal hold, and the deletion of what is past its time. */
function RetentionScreen() {
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const { data: view, error } = useCall('retention.view', {}, { staleTime: 0 });
  const [typed, setTyped] = useState<string | null>(null);
  const signedIn = useSignedIn();
  const name = signedIn?.name ?? typed ?? info?.actor ?? '';
  if (error)
    return (
      <Screen>
        <ProblemNotice problem={error} />
      </Screen>
    );
  if (!view)
    return (
      <Screen>
        <Loading what="Looking at what is kept" />
      </Screen>
    );
  const by = name.trim();
  return (
    <Screen>
      <Panel title="Who acts">
        <div className={css.who}>
          <TextField
            label="Your name"
            maxLength={200}
            readOnly={Boolean(signedIn)}
            value={name}
            onChange={({ target }) => setTyped(target.value)}
          />
          <p>
            {view.needsTwo
              ? 'What one person proposes to delete, another person has to approve.'
              : 'Nobody else is known who could approve a deletion. One person may propose and approve it, and the audit log will show that one person did both.'}
          </p>
        </div>
      </Panel>
      <ProposalsPanel view={view} by={by} />
      <PastPanel view={view} by={by} />
      <HoldsPanel view={view} by={by} />
      <RulesPanel view={view} by={by} />
    </Screen>
  );
}
