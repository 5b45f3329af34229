import { useLocation } from 'wouter';
import type { SavedSource } from '../../core/contract/api/sources.ts';
import { Button } from '../components/controls/controls.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { placeKind } from '../places/place-form.ts';
import { TestResult } from '../places/test-result.tsx';
import { PlacePanel, ReachPanel } from './place-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { useEditedSource } from './use-edited-source.ts';
import type { EditedSource } from './use-edited-source.ts';
import css from './sources.module.css';

/** Sets up a source (null) or changes one: its place, what opens it, how its runs go. */
export function SourceEditor({ source }: { source: SavedSource | null }) {
  const [, go] = useLocation();
  const edited = useEditedSource(source);
  const { form, test, tryIt, submit, saving, saveProblem } = edited;
  return (
    <Screen
      title={source === null ? 'New source' : `Edit ${source.name}`}
      actions={<Button onClick={() => go(pathTo('sources'))}>Back to sources</Button>}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        noValidate
        aria-label="Source"
      >
        <PlacePanel edited={edited} />
        {placeKind(form.place) === 's3' && <ReachPanel edited={edited} />}
        <RunsPanel edited={edited} />
        <TestResult test={test} />
        {saveProblem && <ProblemNotice problem={saveProblem} />}
        <div className={css.buttons}>
          <Button type="submit" look="primary" disabled={saving}>
            Save source
          </Button>
          <Button disabled={test.busy} onClick={tryIt}>
            Test connection
          </Button>
          <span className="quiet" role="status">
            {stateWords(edited)}
          </span>
        </div>
      </form>
    </Screen>
  );
}

/** How the form stands: wrong, not saved, or as it is set up. */
function stateWords({ wrong, tried, touched }: EditedSource): string {
  if (wrong && (tried === 'save' || Object.keys(wrong.wrong).some((one) => one !== 'name')))
    return 'Please correct the fields marked above.';
  return touched ? 'Not saved yet.' : '';
}
