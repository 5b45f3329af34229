import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button, CheckField, ChoiceField, TextField } from '../../components/controls/controls.tsx';
import { choicesOf } from '../../components/controls/choices.ts';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat, useSettings } from '../../format/use-format.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ImportedFile } from './imported-file.tsx';
import {
  balancesToType,
  centsTyped,
  companiesOf,
  placeWords,
  SIDE_WORDS,
  typedBalances,
} from './ledger-balances.ts';
import type { TypedBalance } from './ledger-balances.ts';
import css from './tie-out.module.css';

/** What the general ledger says is owed, typed account by account or imported. */
export function BalancesPanel(props: ClosePanelProps) {
  const { view, enter, busy, isLocked } = props;
  const [file, setFile] = useState<{ place: string; name: string } | null>(null);
  const format = useFormat();
  const { numberFormat } = useSettings();
  const hasCompanies = companiesOf(view).length > 0;
  const [byCompany, setByCompany] = useState(() =>
    view.tieOut.some(({ company }) => company !== ''),
  );
  const [typed, setTyped] = useState<readonly TypedBalance[] | null>(null);
  const shown = typed ?? balancesToType(view, byCompany, format);
  const balances = typedBalances(shown, numberFormat);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (balances === null) return;
    if (await enter([{ is: 'balances', balances: [...balances], file: null }])) setTyped(null);
  };
  const put = (index: number, change: Partial<TypedBalance>): void =>
    setTyped(shown.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <Panel
      title="Balance of the general ledger"
      actions={
        <>
          {hasCompanies && (
            <CheckField
              label="By company"
              checked={byCompany}
              disabled={isLocked}
              onChange={({ target }) => {
                setByCompany(target.checked);
                setTyped(null);
              }}
            />
          )}
          <FileButton
            label="Import a trial balance"
            accept=".csv,.xlsx"
            disabled={isLocked}
            onPlace={(place, name) => setFile({ place, name })}
          />
        </>
      }
    >
      <form className={css.balances} onSubmit={(event) => void save(event)}>
        {shown.map((one, index) => (
          <div
            key={placeWords(one)}
            className={css.balance}
            role="group"
            aria-label={placeWords(one)}
          >
            <TextField
              label={placeWords(one)}
              inputMode="decimal"
              placeholder="0.00"
              disabled={isLocked}
              value={one.text}
              wrong={centsTyped(one, numberFormat) === null ? 'This is no amount.' : null}
              onChange={({ target }) => put(index, { text: target.value })}
            />
            <ChoiceField
              label="Side"
              value={one.side}
              choices={choicesOf(SIDE_WORDS)}
              disabled={isLocked}
              onChange={(side) => put(index, { side })}
            />
          </div>
        ))}
        <div className={css.balanceEnd}>
          <Button
            type="submit"
            look={typed === null ? 'normal' : 'primary'}
            disabled={isLocked || busy || typed === null || balances === null}
          >
            Save balances
          </Button>
        </div>
      </form>
      <ImportedFile file={view.files.balances} />
      {file && (
        <ImportDialog {...props} table="trial-balance" file={file} onEnd={() => setFile(null)} />
      )}
    </Panel>
  );
}
