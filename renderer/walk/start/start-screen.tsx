import { FolderOpen } from 'lucide-react';
import { Button } from '../../components/controls/controls.tsx';
import { Notice } from '../../components/surfaces/surfaces.tsx';
import { useOpenPlace } from '../../frame/open-places.tsx';
import { bindScreen } from '../../frame/bound-screen.ts';
import { Screen } from '../../frame/screen.tsx';
import { ChosenSource } from './chosen-source.tsx';
import { PlaceChoice } from '../opening/place-choice.tsx';
import { Stepper } from '../frame/stepper.tsx';
import css from './start.module.css';
import frame from '../frame/frame.module.css';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import type { StepView } from '../frame/walk-steps.ts';

export const screen = bindScreen('start', () => <StartScreen />, FolderOpen);

const NOT_BEGUN: readonly StepView[] = STEP_NAMES.map((name, index) => ({
  name,
  state: index === 0 ? 'waiting' : 'todo',
  durationMs: null,
  rowsIn: null,
  rowsOut: null,
  attempts: 0,
  open: false,
}));

/** The beginning of the walk: a workbook is chosen, looked at, and its run is started. */
function StartScreen() {
  const { chosen, uploading, browse, choose } = useOpenPlace();
  return (
    <Screen
      actions={
        chosen && (
          <>
            <Button onClick={() => choose(null)}>Choose another</Button>
            <Button onClick={() => browse()}>
              <FolderOpen size={16} aria-hidden /> Open a workbook
            </Button>
          </>
        )
      }
    >
      <div className={frame.walk}>
        <Stepper steps={NOT_BEGUN} shown="download" close={null} runId={null} />
        {uploading && (
          <Notice tone="info" title={`Uploading ${uploading.name} …`}>
            <progress
              className={css.upload}
              value={uploading.share}
              aria-label={`Uploading ${uploading.name}`}
            />{' '}
            {Math.floor(uploading.share * 100)} %
          </Notice>
        )}
        {chosen ? <ChosenSource key={JSON.stringify(chosen)} place={chosen} /> : <PlaceChoice />}
      </div>
    </Screen>
  );
}
