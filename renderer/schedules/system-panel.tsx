import { useAction, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Fact, Facts, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './schedules.module.css';

/** Whether the system runs schedules while the program is closed. */
export function SystemPanel() {
  const format = useFormat();
  const { data: system, error } = useCall('schedules.system', {});
  const install = useAction('schedules.install', ['schedules.system']);
  const problem = install.error ?? error;
  return (
    <Panel
      title="While the program is closed"
      actions={
        system?.by != null && (
          <Button
            disabled={install.isPending}
            onClick={() => install.mutate({ install: !system.isInstalled })}
          >
            {system.isInstalled ? 'Stop running while closed' : 'Run while closed'}
          </Button>
        )
      }
    >
      {problem && <ProblemNotice problem={problem} />}
      {system && (
        <p>
          {system.isInstalled
            ? `This computer checks every few minutes whether a schedule is due (by ${system.by}).`
            : (system.note ??
              `Schedules run while the program is open. This computer can run them while it is closed (by ${system.by}).`)}
        </p>
      )}
      {system?.isInstalled && (system.nextAt !== null || system.lastAt !== null) && (
        <Facts>
          <Fact name="Looks next" value={format.moment(system.nextAt)} />
          <Fact name="Looked last" value={format.moment(system.lastAt)} />
        </Facts>
      )}
      {system?.isInstalled && <p className={css.files}>{system.files.join('\n')}</p>}
    </Panel>
  );
}
