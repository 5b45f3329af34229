import { useState } from 'react';
import type { SourceRecord } from '../../core/contract/run.ts';
import { MISSED_WORDS } from '../../core/contract/schedules/schedule.ts';
import type { ScheduleView } from '../../core/contract/schedules/schedule.ts';
import { POLICIES, policyTitle } from '../../core/contract/settings.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button, CheckField, ChoiceField, TextField } from '../components/controls/controls.tsx';
import { useSettled } from '../components/controls/use-settled.ts';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { BusinessDays } from './business-days.tsx';
import { SchedulePreviewed } from './schedule-previewed.tsx';
import { draftOf, formOf } from './schedule-form.ts';
import type { ScheduleForm } from './schedule-form.ts';
import css from './schedules.module.css';

interface EditorProps {
  /** Null sets up a new one. */
  readonly schedule: ScheduleView | null;
  readonly sources: readonly SourceRecord[];
  readonly onClose: () => void;
}

/** Sets up a schedule or changes one, and shows beside it what it will do. */
export function ScheduleEditor(props: EditorProps) {
  const { data: choices, error } = useCall('schedules.choices', {});
  return (
    <Dialog
      title={props.schedule === null ? 'New schedule' : `Edit ${props.schedule.name}`}
      open
      wide
      onClose={props.onClose}
    >
      {error && <ProblemNotice problem={error} />}
      {!choices && !error && <Loading what="Loading the choices" />}
      {choices && <Form {...props} choices={choices} />}
    </Dialog>
  );
}

function Form({
  schedule,
  sources,
  onClose,
  choices,
}: EditorProps & {
  readonly choices: NonNullable<ReturnType<typeof useCall<'schedules.choices'>>['data']>;
}) {
  const [form, setForm] = useState(() => formOf(schedule, sources[0]!, choices.zone));
  const set = <K extends keyof ScheduleForm>(name: K, value: ScheduleForm[K]): void =>
    setForm((now) => ({ ...now, [name]: value }));
  const draft = draftOf(form);
  const save = useAction('schedules.save', ['schedules.list', 'schedules.times']);
  const preview = useCall('schedules.preview', useSettled(draft, 250));
  return (
    <form
      className={css.form}
      aria-label="Schedule"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id: schedule?.id ?? null, draft }, { onSuccess: onClose });
      }}
    >
      <div className={css.fields}>
        <TextField
          label="Name"
          value={form.name}
          onChange={({ target }) => set('name', target.value)}
        />
        <ChoiceField
          label="Source"
          value={form.sourceId}
          choices={sources.map(({ id, name }) => ({ value: String(id), words: name }))}
          onChange={(value) => set('sourceId', value)}
        />
        <TextField
          label="When"
          value={form.when}
          list="schedule-examples"
          hint="In words, or the five fields of cron"
          onChange={({ target }) => set('when', target.value)}
        />
        <datalist id="schedule-examples">
          {choices.examples.map((example) => (
            <option key={example} value={example} />
          ))}
        </datalist>
        <TextField
          label="Time zone"
          value={form.zone}
          list="schedule-zones"
          onChange={({ target }) => set('zone', target.value)}
        />
        <datalist id="schedule-zones">
          {choices.zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <ChoiceField
          label="Period"
          value={form.period}
          choices={choices.periods.map(({ id, words }) => ({ value: id, words }))}
          onChange={(value) => set('period', value)}
        />
        <ChoiceField
          label="Policy"
          value={form.policy}
          choices={[
            { value: '', words: 'As the source has it' },
            ...POLICIES.map((id) => ({ value: id, words: policyTitle(id) })),
          ]}
          onChange={(value) => set('policy', value)}
        />
        <TextField
          label="Wait for the file, hours"
          inputMode="decimal"
          value={form.waitHours}
          onChange={({ target }) => set('waitHours', target.value)}
        />
        <TextField
          label="Try again, times"
          inputMode="numeric"
          value={form.retries}
          hint="After a failure that may pass"
          onChange={({ target }) => set('retries', target.value)}
        />
        <ChoiceField
          label="Missed times"
          value={form.missed}
          choices={choicesOf(MISSED_WORDS)}
          onChange={(value) => set('missed', value)}
        />
      </div>
      <BusinessDays
        weekend={form.weekend}
        holidays={form.holidays}
        onWeekend={(days) => set('weekend', days)}
        onHolidays={(text) => set('holidays', text)}
      />
      <div className={css.checks}>
        <CheckField
          label="Switched on"
          checked={form.isOn}
          onChange={({ target }) => set('isOn', target.checked)}
        />
        <CheckField
          label="List what the close still needs"
          checked={form.checklist}
          onChange={({ target }) => set('checklist', target.checked)}
        />
        <CheckField
          label="Deliver the files as the settings say"
          checked={form.deliver}
          onChange={({ target }) => set('deliver', target.checked)}
        />
      </div>
      <SchedulePreviewed preview={preview.data} problem={preview.error} zone={form.zone} />
      {save.error && save.error.code !== preview.error?.code && (
        <ProblemNotice problem={save.error} />
      )}
      <div className={css.buttons}>
        <Button type="submit" look="primary" disabled={save.isPending || preview.error !== null}>
          Save schedule
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
