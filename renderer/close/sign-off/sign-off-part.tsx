import { CLOSE_STATES } from '../../../core/contract/close/sign-off.ts';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const signOffPart: ClosePart = {
  id: 'sign-off',
  title: 'Sign-off',
  clears: [],
  Panel: SignOff,
};

/** Who prepared, reviewed and locked the period. */
function SignOff({ view: { standing } }: ClosePanelProps) {
  return (
    <Panel title="Sign-off">
      <p>
        {CLOSE_STATES[standing.state].title}: {CLOSE_STATES[standing.state].meaning}
      </p>
    </Panel>
  );
}
