import { Button, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import css from './settings.module.css';
import type { TermsFieldsProps, TermsForm } from './terms-form.ts';

type Account = TermsForm['accounts'][number];

/** The accounts that the sub-ledger is tied to, each with what may stay unexplained. */
export function AccountRows({ form: { accounts }, wrong, onChange }: TermsFieldsProps) {
  const put = (index: number, change: Partial<Account>): void =>
    onChange({ accounts: accounts.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <Panel
      title="Liability accounts"
      actions={
        <Button
          onClick={() => onChange({ accounts: [...accounts, { account: '', threshold: '0' }] })}
        >
          Add an account
        </Button>
      }
    >
      {accounts.map(({ account, threshold }, index) => (
        <div key={index} className={css.row} role="group" aria-label={`Account ${index + 1}`}>
          <TextField
            label="Account of the general ledger"
            maxLength={100}
            value={account}
            wrong={wrong[`account ${index}`]}
            onChange={({ target }) => put(index, { account: target.value })}
          />
          <TextField
            label="May stay unexplained"
            inputMode="decimal"
            value={threshold}
            wrong={wrong[`threshold ${index}`]}
            onChange={({ target }) => put(index, { threshold: target.value })}
          />
          {accounts.length > 1 && (
            <Button
              aria-label={`Remove account ${index + 1}`}
              onClick={() => onChange({ accounts: accounts.filter((_, at) => at !== index) })}
            >
              Remove
            </Button>
          )}
        </div>
      ))}
      <p className="quiet">
        Name it as the trial balance does. Where there are several, the chart of accounts says what
        stands in which.
      </p>
    </Panel>
  );
}
