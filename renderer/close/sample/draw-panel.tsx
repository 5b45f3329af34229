import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { POPULATIONS, SAMPLE_METHODS } from '../../../core/contract/close/sample.ts';
import type {
  AskedSample,
  PopulationId,
  SampleMethodId,
  SampleView,
} from '../../../core/contract/close/sample.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button, ChoiceField, TextField } from '../../components/controls/controls.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { askedOf, formOfSample, WRONG_SIZE } from './sample-form.ts';
import type { SampleForm } from './sample-form.ts';

interface DrawPanelProps {
  /** Null where none was drawn yet. */
  readonly kept: SampleView | null;
  readonly busy: boolean;
  readonly onDraw: (asked: AskedSample) => Promise<void>;
}

/** Says how a sample is drawn, and draws it. */
export function DrawPanel({ kept, busy, onDraw }: DrawPanelProps) {
  const format = useFormat();
  const [form, setForm] = useState<SampleForm>(() => formOfSample(kept?.samples[0]?.terms ?? null));
  const [isTried, setTried] = useState(false);
  const asked = askedOf(form);
  const put = (change: Partial<SampleForm>): void => setForm({ ...form, ...change });
  const draw = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (asked !== null) void onDraw(asked);
  };
  return (
    <Panel title="Draw a sample">
      <form className={parts.form} onSubmit={draw}>
        <div className={parts.fields}>
          <ChoiceField<PopulationId>
            label="Population"
            value={form.population}
            choices={choicesOf(POPULATIONS)}
            onChange={(population) => put({ population })}
          />
          <ChoiceField<SampleMethodId>
            label="Method"
            value={form.method}
            choices={choicesOf(SAMPLE_METHODS)}
            onChange={(method) => put({ method })}
          />
          <TextField
            label="Size"
            inputMode="numeric"
            value={form.size}
            wrong={isTried && asked === null ? WRONG_SIZE : null}
            onChange={({ target }) => put({ size: target.value })}
          />
          <TextField
            label="Seed"
            value={form.seed}
            maxLength={200}
            placeholder="From the source file"
            onChange={({ target }) => put({ seed: target.value })}
          />
        </div>
        <p className="quiet">
          {SAMPLE_METHODS[form.method].meaning} So many items are drawn of each currency; the same
          seed draws the same items again.
        </p>
        <div className={parts.bar}>
          <div className={parts.barText}>
            {kept === null
              ? 'The auditor’s pack takes the sample that is drawn here.'
              : `Drawn by ${kept.by}, ${format.moment(kept.at)}. What was noted of an item stays with it if it is drawn again.`}
          </div>
          <Button look={kept === null ? 'primary' : 'normal'} type="submit" disabled={busy}>
            {kept === null ? 'Draw the sample' : 'Draw it anew'}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
