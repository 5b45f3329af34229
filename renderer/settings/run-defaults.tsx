import { DEFAULT_APP_SETTINGS } from '../../core/contract/api/settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import type { HostInfo } from '../../core/contract/api/shell.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { policyOf, policyTitle } from '../../core/contract/settings.ts';
import { api } from '../bridge/api.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { DayPicker } from '../components/date-field/day-picker.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { dayText, exampleDay, typedDay } from '../format/typed-day.ts';
import { useFormat } from '../format/use-format.ts';
import { ON_ERROR_WORDS } from '../../core/contract/setting-words/on-error-words.ts';
import { POLICY_CHOICES } from '../words/policy-words.ts';
import type { SavedSettings } from './saved-settings.ts';
import { ChoiceSetting, SwitchSetting, TypedSetting } from './setting-row.tsx';
import { typedEntity, typedPath, typedTolerance, typedWorkers } from './typed-settings.ts';
import { SETTING_NAMES } from '../../core/contract/setting-words/setting-names.ts';

interface RunDefaultsProps {
  readonly settings: AppSettings;
  readonly info: HostInfo;
  readonly kept: SavedSettings;
}

/** What a new run begins with; each run can choose otherwise. */
export function RunDefaults({ settings, info, kept }: RunDefaultsProps) {
  return (
    <Panel title="New runs">
      <MatchingSettings settings={settings} kept={kept} />
      <WorkersSetting settings={settings} info={info} kept={kept} />
      <FilesSettings settings={settings} info={info} kept={kept} />
    </Panel>
  );
}

/** What a run makes of the ledger. */
function MatchingSettings({ settings, kept }: Omit<RunDefaultsProps, 'info'>) {
  const format = useFormat();
  const { save } = kept;
  return (
    <>
      <ChoiceSetting
        name="policy"
        title={SETTING_NAMES.policy}
        about={`${policyOf(settings.policy).short} The Match step compares all policies on your ledger.`}
        byDefault={policyTitle(DEFAULT_APP_SETTINGS.policy)}
        kept={kept}
        value={settings.policy}
        options={POLICY_CHOICES}
        onChange={(policy) => save({ policy })}
      />
      <ChoiceSetting
        name="onError"
        title={SETTING_NAMES.onError}
        about="Halt publishes nothing until the file is corrected. Quarantine sets the rows aside with their findings and reconciles the rest."
        byDefault="halt"
        kept={kept}
        value={settings.onError}
        options={choicesOf(ON_ERROR_WORDS)}
        onChange={(onError) => save({ onError })}
      />
      <TypedSetting
        name="toleranceCents"
        title={SETTING_NAMES.toleranceCents}
        about="Untracked variance of a pair up to this amount is not listed as an exception. It is still included in the totals."
        byDefault={format.amount(DEFAULT_APP_SETTINGS.toleranceCents)}
        kept={kept}
        value={settings.toleranceCents}
        show={format.amount}
        understand={(text) => typedTolerance(text, settings)}
        onChange={(toleranceCents) => save({ toleranceCents })}
      />
      <TypedSetting
        name="asOf"
        title={SETTING_NAMES.asOf}
        about="Every figure is stated at the end of this day; later movements are listed and not counted. Empty: the end of the period, else the day of the latest movement, but not later than today."
        byDefault="empty"
        kept={kept}
        value={settings.asOf}
        placeholder={exampleDay(settings.dateFormat)}
        show={(day) => (day === null ? '' : dayText(day, settings.dateFormat))}
        understand={(text) => typedDay(text, settings.dateFormat)}
        onChange={(asOf) => save({ asOf })}
        beside={(text, take) => <DayPicker label={SETTING_NAMES.asOf} text={text} onPick={take} />}
      />
    </>
  );
}

function WorkersSetting({ settings, info, kept }: RunDefaultsProps) {
  const format = useFormat();
  return (
    <TypedSetting
      name="workers"
      title="Workers"
      about={`Processors that a run may use; this computer has ${format.count(info.processors)}. 0: chosen by the size of the ledger. The results are the same with any number.`}
      byDefault="0, automatic"
      kept={kept}
      value={settings.workers}
      show={String}
      understand={(text) => typedWorkers(text, info.processors)}
      onChange={(workers) => kept.save({ workers })}
    />
  );
}

/** Which files a run writes, and where they are copied to. */
function FilesSettings({ settings, info, kept }: RunDefaultsProps) {
  const toast = useToast();
  const { save } = kept;
  const chooseFolder = async (): Promise<void> => {
    try {
      const path = await api('shell.chooseFolder', {});
      if (path !== null) save({ outputFolder: path });
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      toast(`${message} ${hint}`);
    }
  };
  return (
    <>
      <TypedSetting
        name="outputFolder"
        title="Output folder"
        about="Results and exports are also copied to this folder. Empty: they are kept only with the run, in the data folder."
        byDefault="empty"
        kept={kept}
        wide
        placeholder="Keep with the run"
        value={settings.outputFolder}
        show={(path) => path ?? ''}
        understand={typedPath}
        onChange={(outputFolder) => save({ outputFolder })}
        choose={info.dialogs ? { words: 'Choose …', run: () => void chooseFolder() } : undefined}
      />
      <TypedSetting
        name="auditFolder"
        title="Folder for heads of the audit log"
        about="The head of the audit log is also kept in this folder after each act, best on another drive: a log that was cut off or written anew shows by it. Empty: in the data folder only."
        byDefault="empty"
        kept={kept}
        wide
        placeholder="In the data folder only"
        value={settings.auditFolder}
        show={(path) => path ?? ''}
        understand={typedPath}
        onChange={(auditFolder) => save({ auditFolder })}
      />
      <TypedSetting
        name="entity"
        title={SETTING_NAMES.entity}
        about="Whose store credit it is: on the cover and on each page of the workbook. Empty: pages name the file."
        byDefault="empty"
        kept={kept}
        wide
        placeholder="Not named"
        value={settings.entity}
        show={(entity) => entity}
        understand={typedEntity}
        onChange={(entity) => save({ entity })}
      />
      <SwitchSetting
        name="xlsx"
        title={SETTING_NAMES.xlsx}
        about="Also write the .xlsx files."
        byDefault="on"
        kept={kept}
        on={settings.xlsx}
        onChange={(xlsx) => save({ xlsx })}
      />
      <SwitchSetting
        name="csvBom"
        title={SETTING_NAMES.csvBom}
        about="Lets Excel show accented letters correctly when a CSV file is opened with a double click."
        byDefault="off"
        kept={kept}
        on={settings.csvBom}
        onChange={(csvBom) => save({ csvBom })}
      />
    </>
  );
}
