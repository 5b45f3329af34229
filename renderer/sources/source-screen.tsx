import { useLocation } from 'wouter';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { EmptyState, Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { SourceEditor } from './source-editor.tsx';

export const screen = bindScreen('source', ({ id }) => <SourceScreen key={id} id={id} />);

/** The editor of one source; `id` is part of an address: a number, or `new`. */
function SourceScreen({ id }: { id: string }) {
  const { data: sources, error } = useCall('sources.list', {});
  const [, go] = useLocation();
  if (id === 'new') return <SourceEditor source={null} />;
  const source = sources?.find((one) => String(one.id) === id);
  if (source) return <SourceEditor key={source.id} source={source} />;
  return (
    <Screen>
      {error && <ProblemNotice problem={error} />}
      {!sources && !error && <Loading what="Loading the source" />}
      {sources && (
        <EmptyState
          title="There is no such source."
          action={<Button onClick={() => go(pathTo('sources'))}>Show sources</Button>}
        >
          It may have been removed.
        </EmptyState>
      )}
    </Screen>
  );
}
