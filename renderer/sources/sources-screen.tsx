import { Database, Plus } from 'lucide-react';
import { useLocation } from 'wouter';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { EmptyState, Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { routes } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { SourcePanel } from './source-panel.tsx';

export const screen = bindScreen('sources', () => <SourcesScreen />, Database);

/** The sources that were set up once, to be run again and again. */
function SourcesScreen() {
  const [, go] = useLocation();
  const { data: sources, error } = useCall('sources.list', {});
  const add = (
    <Button look="primary" onClick={() => go(routes.source(null))}>
      <Plus size={16} aria-hidden /> New source
    </Button>
  );
  return (
    <Screen actions={sources && sources.length > 0 && add}>
      {error && <ProblemNotice problem={error} />}
      {!sources && !error && <Loading what="Loading the sources" />}
      {sources?.length === 0 && (
        <Panel title="Set up once, run at every month-end">
          <EmptyState title="No source is set up yet." action={add}>
            A source is a workbook that arrives regularly. Set up its location, access and run
            settings once; at each month-end, preview or run it with one click.
          </EmptyState>
        </Panel>
      )}
      {sources?.map((source) => (
        <SourcePanel key={source.id} source={source} />
      ))}
    </Screen>
  );
}
