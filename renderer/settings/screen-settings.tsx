import { DATE_FORMATS, NUMBER_FORMATS } from '../../core/contract/api/settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { formatOf } from '../format/format.ts';
import type { SavedSettings } from './saved-settings.ts';
import { ChoiceSetting, SwitchSetting } from './setting-row.tsx';

/** A day whose parts cannot be taken for one another. */
const EXAMPLE_DAY = Date.UTC(2026, 1, 20);
const EXAMPLE_CENTS = 123_456;

interface ScreenSettingsProps {
  readonly settings: AppSettings;
  readonly kept: SavedSettings;
}

/** How figures and colours are shown. Files do not change with it. */
export function ScreenSettings({ settings, kept }: ScreenSettingsProps) {
  const { save } = kept;
  const as = (change: Partial<AppSettings>) => formatOf({ ...settings, ...change });
  return (
    <Panel title="Display">
      <ChoiceSetting
        name="dateFormat"
        title="Dates"
        about="How dates are shown on screen. Files always use 2026-02-20 00:00:00."
        byDefault="2026-02-20"
        kept={kept}
        value={settings.dateFormat}
        options={DATE_FORMATS.map((value) => ({
          value,
          words: `${as({ dateFormat: value }).day(EXAMPLE_DAY)} (${value})`,
        }))}
        onChange={(dateFormat) => save({ dateFormat })}
      />
      <ChoiceSetting
        name="numberFormat"
        title="Numbers"
        about="Thousands and decimal separators on screen and in what you type. Files always use 1234.56."
        byDefault="1,234.56"
        kept={kept}
        value={settings.numberFormat}
        options={NUMBER_FORMATS.map((value) => ({
          value,
          words: as({ numberFormat: value }).amount(EXAMPLE_CENTS),
        }))}
        onChange={(numberFormat) => save({ numberFormat })}
      />
      <ChoiceSetting
        name="negatives"
        title="Negative amounts"
        about="In parentheses or with a minus sign."
        byDefault="parentheses"
        kept={kept}
        value={settings.negatives}
        options={(['parentheses', 'minus'] as const).map((value) => ({
          value,
          words: as({ negatives: value }).amount(-EXAMPLE_CENTS),
        }))}
        onChange={(negatives) => save({ negatives })}
      />
      <ChoiceSetting
        name="theme"
        title="Theme"
        about="Light, dark, or the same as the system."
        byDefault="same as the system"
        kept={kept}
        value={settings.theme}
        options={[
          { value: 'system', words: 'Same as the system' },
          { value: 'light', words: 'Light' },
          { value: 'dark', words: 'Dark' },
        ]}
        onChange={(theme) => save({ theme })}
      />
      <SwitchSetting
        name="notify"
        title="Notifications"
        about="A system notification when a run ends while this window is in the background."
        byDefault="on"
        kept={kept}
        on={settings.notify}
        onChange={(notify) => save({ notify })}
      />
    </Panel>
  );
}
