import type { AppSettings } from '../../core/contract/api/settings.ts';
import { updateAddressOf } from '../../core/contract/updates/update-place.ts';
import type { UpdateSource } from '../../core/contract/updates/update-place.ts';
import type { UpdateView } from '../../core/contract/updates/update-state.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button } from '../components/controls/controls.tsx';
import { Notice, Panel } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { UpdateActions } from '../updates/update-notice.tsx';
import { updateStatus, updateWords } from '../updates/update-words.ts';
import { useLook, useUpdates } from '../updates/use-updates.ts';
import type { SavedSettings } from './saved-settings.ts';
import { ChoiceSetting, SwitchSetting, TypedSetting } from './setting-row.tsx';
import css from './settings.module.css';
import { typedUpdateAddress } from './typed-settings.ts';

const SOURCES: Readonly<Record<UpdateSource, string>> = {
  github: 'On GitHub, where this build was published',
  address: 'At an address of your company',
  off: 'Nowhere',
};

interface UpdateSettingsProps {
  readonly settings: AppSettings;
  readonly kept: SavedSettings;
}

/** Where newer versions come from, and what is done about them. */
export function UpdateSettings({ settings, kept }: UpdateSettingsProps) {
  const { view, running } = useUpdates();
  if (!view) return null;
  return (
    <Panel title="Updates">
      {view.managedBy === null ? (
        <SourceSettings settings={settings} kept={kept} />
      ) : (
        <Notice tone="info" title={`Set for this computer by ${view.managedBy}.`}>
          {view.place === null
            ? 'The program does not look for new versions. Your administrator can change that.'
            : `New versions are looked for at ${view.place}. Your administrator can change that.`}
        </Notice>
      )}
      {view.place !== null && <OwnAccord view={view} settings={settings} kept={kept} />}
      <Status view={view} running={running} />
    </Panel>
  );
}

function SourceSettings({ settings, kept }: UpdateSettingsProps) {
  const { save } = kept;
  return (
    <>
      <ChoiceSetting
        name="updatesFrom"
        title="New versions"
        about="Where the program looks for a newer version of itself. It asks for the list of versions and sends nothing about you or your data."
        byDefault="on GitHub"
        kept={kept}
        value={settings.updatesFrom}
        options={choicesOf(SOURCES)}
        onChange={(updatesFrom) => save({ updatesFrom })}
      />
      {settings.updatesFrom === 'address' && (
        <TypedSetting
          name="updatesAddress"
          title="Address"
          about="A folder on a web server that holds what a release consists of, latest.yml included."
          byDefault="empty"
          kept={kept}
          wide
          placeholder="https://updates.example.com/reconciler/"
          value={settings.updatesAddress}
          show={(address) => (address === null ? '' : (updateAddressOf(address) ?? address))}
          understand={typedUpdateAddress}
          onChange={(updatesAddress) => save({ updatesAddress })}
        />
      )}
    </>
  );
}

/** What the program does without being asked. */
function OwnAccord({ view, settings, kept }: UpdateSettingsProps & { readonly view: UpdateView }) {
  const { save } = kept;
  if (!view.looksItself) return null;
  return (
    <>
      <SwitchSetting
        name="updatesLook"
        title="Check automatically"
        about="After the program starts, and once a day. Off: only when you ask, here or in the Help menu."
        byDefault="on"
        kept={kept}
        on={settings.updatesLook}
        onChange={(updatesLook) => save({ updatesLook })}
      />
      {view.byHand === null && (
        <SwitchSetting
          name="updatesDownload"
          title="Download automatically"
          about="A newer version is downloaded as soon as it is found. It is installed only when you say so."
          byDefault="off"
          kept={kept}
          on={settings.updatesDownload}
          onChange={(updatesDownload) => save({ updatesDownload })}
        />
      )}
    </>
  );
}

function Status({ view, running }: { readonly view: UpdateView; readonly running: string }) {
  const format = useFormat();
  const { look, looking } = useLook();
  const { state } = view;
  const words = updateWords(view, running, format);
  return (
    <div className={css.row}>
      <span className={css.title}>This version</span>
      <div className={css.control}>
        <span role="status">{updateStatus(view, running, format)}</span>
        <UpdateActions view={view} later={null} />
        {view.place !== null && state.kind !== 'downloading' && state.kind !== 'ready' && (
          <Button disabled={looking} onClick={look}>
            Check now
          </Button>
        )}
      </div>
      <p className={css.about}>
        {state.kind === 'failed' && `${state.problem.message} ${state.problem.hint} `}
        {words && `${words.text} `}
        {view.place !== null && state.kind !== 'found' && view.byHand}
      </p>
    </div>
  );
}
