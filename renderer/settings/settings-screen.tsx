import { Settings } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { HostInfo } from '../../core/contract/api/shell.ts';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { useShortcutList } from '../components/overlays/shortcuts.tsx';
import { Loading, Notice, Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { FaultReport } from '../report/fault-report.tsx';
import { DeliverySettings } from './delivery-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { RunDefaults } from './run-defaults.tsx';
import { useSavedSettings } from './saved-settings.ts';
import { ScreenSettings } from './screen-settings.tsx';
import css from './settings.module.css';
import { UpdateSettings } from './update-settings.tsx';

export const screen = bindScreen('settings', () => <SettingsScreen />, Settings);

/** Defaults of new runs and the look of the screen, each saved as soon as it is changed. */
function SettingsScreen() {
  const { data: settings, error } = useCall('settings.get', {}, { staleTime: Infinity });
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const kept = useSavedSettings();
  const [asking, setAsking] = useState(false);
  if (error)
    return (
      <Screen>
        <ProblemNotice problem={error} />
      </Screen>
    );
  if (!settings || !info)
    return (
      <Screen>
        <Loading what="Reading the settings" />
      </Screen>
    );
  return (
    <Screen
      beside={
        <span className="quiet" role="status">
          {kept.saving
            ? 'Saving …'
            : kept.refused
              ? 'The last change was not saved.'
              : kept.saved === 'all'
                ? 'All settings have their default values.'
                : kept.saved
                  ? 'Saved.'
                  : 'Changes are saved immediately.'}
        </span>
      }
      actions={<Button onClick={() => setAsking(true)}>Reset to defaults</Button>}
    >
      {kept.refused && <ProblemNotice problem={kept.refused.problem} />}
      <RunDefaults settings={settings} info={info} kept={kept} />
      <ScreenSettings settings={settings} kept={kept} />
      <NetworkSettings settings={settings} kept={kept} />
      <DeliverySettings />
      <UpdateSettings settings={settings} kept={kept} />
      <Installation info={info} />
      <ResetDialog open={asking} onClose={() => setAsking(false)} onReset={kept.reset} />
    </Screen>
  );
}

/** What runs here, where its data are, and who is at it. */
function Installation({ info }: { info: HostInfo }) {
  const showShortcuts = useShortcutList();
  const [reporting, setReporting] = useState(false);
  return (
    <Panel title="This installation">
      <dl className={css.facts}>
        <dt>Data folder</dt>
        <dd>
          <code>{info.dataFolder}</code>
          <CopyButton text={info.dataFolder} what="the path of the data folder" />
          <p className="quiet">
            Runs, their files and the history are kept here. Start the program with --data-dir or
            with THRIVE_DATA_DIR to keep them elsewhere.
          </p>
          {info.dataFolderNotice !== null && <Notice tone="warn">{info.dataFolderNotice}</Notice>}
        </dd>
        <dt>Retention</dt>
        <dd>
          <Link href={pathTo('retention')}>What is kept for how long, legal holds, deletion</Link>
        </dd>
        <dt>User</dt>
        <dd>
          {info.actor}, as in the audit trail <Link href={pathTo('people')}>People and roles</Link>
        </dd>
        <dt>Version</dt>
        <dd>{info.softwareVersion}</dd>
        <dt>Keyboard</dt>
        <dd>
          <Button onClick={showShortcuts}>Show the keyboard shortcuts</Button>
        </dd>
        <dt>Support</dt>
        <dd>
          <Button onClick={() => setReporting(true)}>Report a fault …</Button>
        </dd>
      </dl>
      <FaultReport open={reporting} onClose={() => setReporting(false)} />
    </Panel>
  );
}

interface ResetDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onReset: () => void;
}

function ResetDialog({ open, onClose, onReset }: ResetDialogProps) {
  return (
    <Dialog
      title="Reset all settings?"
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              onReset();
            }}
          >
            Reset to defaults
          </Button>
        </>
      }
    >
      Every setting is reset to its default. Runs, exceptions and files are not affected.
    </Dialog>
  );
}
