import { CalendarClock, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ScheduleView } from '../../core/contract/schedules/schedule.ts';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { EmptyState, Loading, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { Screen } from '../frame/screen.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { SchedulePanel } from './schedule-panel.tsx';
import { SystemPanel } from './system-panel.tsx';

export const screen = bindScreen('schedules', () => <SchedulesScreen />, CalendarClock);

/** What reconciles by itself, when, and what became of it. */
function SchedulesScreen() {
  const { data: schedules, error } = useCall('schedules.list', {});
  const { data: sources } = useCall('sources.all', {});
  const [edited, setEdited] = useState<ScheduleView | 'new' | null>(null);
  const canAdd = sources !== undefined && sources.length > 0;
  const add = (
    <Button look="primary" disabled={!canAdd} onClick={() => setEdited('new')}>
      <Plus size={16} aria-hidden /> New schedule
    </Button>
  );
  return (
    <Screen actions={schedules && schedules.length > 0 && add}>
      {error && <ProblemNotice problem={error} />}
      {!schedules && !error && <Loading what="Loading the schedules" />}
      {schedules?.length === 0 && (
        <Panel title="What runs by itself">
          <EmptyState title="No schedule is set up yet." action={add}>
            {canAdd
              ? 'A schedule reconciles a source at a time that you choose, waits for its file, and tells you what is in the way.'
              : 'Reconcile a file first: a schedule runs the source that it belongs to.'}
          </EmptyState>
        </Panel>
      )}
      {schedules?.map((schedule) => (
        <SchedulePanel key={schedule.id} schedule={schedule} onEdit={() => setEdited(schedule)} />
      ))}
      <SystemPanel />
      {edited !== null && sources && (
        <ScheduleEditor
          schedule={edited === 'new' ? null : edited}
          sources={sources}
          onClose={() => setEdited(null)}
        />
      )}
    </Screen>
  );
}
