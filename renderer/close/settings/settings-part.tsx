import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { EXAMPLE_CHART } from '../../../core/contract/close/example-chart.ts';
import { Button, TextField } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const settingsPart: ClosePart = {
  id: 'settings',
  title: 'Close settings',
  clears: [],
  Panel: CloseSettings,
};

/** How the periods of the source are closed. */
function CloseSettings({ view, enter, busy }: ClosePanelProps) {
  const { terms } = view;
  const [account, setAccount] = useState(
    terms.accounts[0]?.account ?? EXAMPLE_CHART.lines[0]!.credit,
  );
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    void enter([
      {
        is: 'terms',
        terms: { ...terms, accounts: [{ account: account.trim(), thresholdCents: 0 }] },
      },
      ...(terms.accounts.length === 0 ? [{ is: 'chart', chart: EXAMPLE_CHART } as const] : []),
    ]);
  };
  return (
    <Panel title="Close settings">
      <form onSubmit={save}>
        <TextField
          label="Liability account"
          required
          value={account}
          onChange={({ target }) => setAccount(target.value)}
        />
        <Button type="submit" look="primary" disabled={busy}>
          Save
        </Button>
      </form>
    </Panel>
  );
}
