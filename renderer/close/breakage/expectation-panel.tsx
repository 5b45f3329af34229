import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { BREAKAGE_METHODS } from '../../../core/contract/close/breakage.ts';
import type {
  BreakageMethodId,
  BreakageTerms,
  Expectation,
} from '../../../core/contract/close/breakage.ts';
import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button, ChoiceField, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { separatorsOf } from '../../format/format.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { classTitle, expectationWords } from './breakage-words.ts';
import css from './breakage.module.css';
import { hasOwnExpectation, withExpectation } from './class-terms.ts';
import { typedExpectation, typedOf } from './typed-expectation.ts';
import type { ExpectationChoice } from './typed-expectation.ts';

interface ExpectationPanelProps extends ClosePanelProps {
  readonly of: BreakageView;
  /** The terms of the source. */
  readonly breakage: BreakageTerms;
}

const CHOICES = choicesOf<ExpectationChoice>({
  others: 'As set for all classes',
  'chain-ladder': 'Chain ladder, from its own past',
  rate: 'A rate that I set',
  escheatable: 'Escheatable: no breakage',
});
const METHODS = choicesOf<BreakageMethodId>(BREAKAGE_METHODS);

/** By what a class is estimated, and the way to set it: by its past, by a rate with a reason, or not at all. */
export function ExpectationPanel(props: ExpectationPanelProps) {
  const { of, breakage, view, isLocked, busy, enter } = props;
  const format = useFormat();
  const { point } = separatorsOf(useSettings().numberFormat);
  const [typed, setTyped] = useState(() =>
    typedOf(of.expectation, hasOwnExpectation(breakage, of), point),
  );
  const { choice, method, rate, reason } = typed;
  const found = typedExpectation(typed, point);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!found.ok) return;
    const next = withExpectation(breakage, of, found.expectation);
    void enter([{ is: 'terms', terms: { ...view.terms, breakage: next } }]);
  };
  return (
    <Panel title={`${classTitle(of)}: what is expected`}>
      <p>
        {expectationWords(of.expectation, format)}.
        {reasonOf(of.expectation) && <span className="quiet"> {reasonOf(of.expectation)}</span>}
      </p>
      <form className={parts.form} onSubmit={save}>
        <div className={parts.fields}>
          <ChoiceField
            label="Estimated by"
            value={choice}
            choices={CHOICES}
            disabled={isLocked}
            onChange={(value) => setTyped({ ...typed, choice: value })}
          />
          {(choice === 'chain-ladder' || choice === 'rate') && (
            <ChoiceField
              label="Recognised"
              value={method}
              choices={METHODS}
              disabled={isLocked}
              hint={BREAKAGE_METHODS[method].meaning}
              onChange={(value) => setTyped({ ...typed, method: value })}
            />
          )}
          {choice === 'rate' && (
            <TextField
              label="Never redeemed, in per cent of earned"
              inputMode="decimal"
              value={rate}
              disabled={isLocked}
              wrong={rate !== '' && !found.ok && found.field === 'rate' ? found.wrong : null}
              onChange={({ target }) => setTyped({ ...typed, rate: target.value })}
            />
          )}
        </div>
        {(choice === 'rate' || choice === 'escheatable') && (
          <TextField
            label="Reason"
            value={reason}
            maxLength={2000}
            disabled={isLocked}
            hint="It stands in the log of the close and in the auditor’s pack."
            onChange={({ target }) => setTyped({ ...typed, reason: target.value })}
          />
        )}
        <div className={css.end}>
          <Button type="submit" disabled={isLocked || busy || !found.ok}>
            Save for this class
          </Button>
          <span className="quiet">Counts for every period that is not locked.</span>
        </div>
      </form>
    </Panel>
  );
}

function reasonOf(expectation: Expectation): string | null {
  return expectation.is === 'chain-ladder' ? null : expectation.reason;
}
