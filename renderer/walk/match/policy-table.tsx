import { useId } from 'react';
import type { PolicyOutcome } from '../../../core/contract/api/policies.ts';
import { policyOf, policyTitle } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { matchRate } from '../../../core/contract/totals.ts';
import type { MoneyTotals } from '../../../core/contract/run.ts';
import { Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { Format } from '../../format/format.ts';
import css from './match.module.css';

interface PolicyTableProps {
  readonly outcomes: readonly PolicyOutcome[];
  /** The policy that the run was matched with; null before it was. */
  readonly used: Policy | null;
  readonly chosen: Policy;
  readonly onChoose: (policy: Policy) => void;
}

interface Row<Of> {
  readonly name: string;
  readonly about: string;
  readonly of: (of: Of, format: Format) => string;
}

const AMOUNTS: readonly Row<MoneyTotals>[] = [
  {
    name: 'Closing balance',
    about: 'the liability: the same under every policy',
    of: ({ closing }, { amount }) => amount(closing),
  },
  {
    name: 'Matched',
    about: 'credit applied to redemptions',
    of: ({ matched }, { amount }) => amount(matched),
  },
  {
    name: 'Match rate',
    about: 'matched ÷ redeemed, by value',
    of: (totals, { share }) => share(matchRate(totals)),
  },
  {
    name: 'Open lots',
    about: 'earned, not yet used',
    of: ({ openLots }, { amount }) => amount(openLots),
  },
  {
    name: 'Unapplied',
    about: 'redeemed without credit',
    of: ({ uncovered }, { amount }) => amount(uncovered),
  },
  {
    name: 'Untracked variance',
    about: 'differences within matched pairs',
    of: ({ untracked }, { amount }) => amount(untracked),
  },
];
const COUNTS: readonly Row<PolicyOutcome>[] = [
  {
    name: 'Fully covered',
    about: 'redemptions fully covered by lots, of all',
    of: ({ coveredRedemptions, redemptions }, { count }) =>
      `${count(coveredRedemptions)} of ${count(redemptions)}`,
  },
  {
    name: 'Matched to a lot',
    about: 'redemptions matched to a lot, at least in part, of all',
    of: ({ matchedRedemptions, redemptions }, { count }) =>
      `${count(matchedRedemptions)} of ${count(redemptions)}`,
  },
  {
    name: 'Allocations',
    about: 'pairs of lot and redemption',
    of: ({ allocations }, { count }) => count(allocations),
  },
  {
    name: 'Customers affected',
    about: 'with variance or unapplied redemptions',
    of: ({ customersAffected }, { count }) => count(customersAffected),
  },
];

/** All policies side by side; choosing one is a radio choice in its heading. */
export function PolicyTable({ outcomes, used, chosen, onChoose }: PolicyTableProps) {
  const format = useFormat();
  const group = useId();
  return (
    <Table caption="Policies compared">
      <thead>
        <tr>
          <th scope="col">On this ledger</th>
          {outcomes.map(({ policy }) => (
            <th
              key={policy}
              scope="col"
              className={`number ${css.policyColumn} ${policy === chosen ? css.chosenPolicy : ''}`}
            >
              <label className={css.radio}>
                {policy === used && <Pill tone="good">This run</Pill>}
                <input
                  type="radio"
                  name={group}
                  value={policy}
                  checked={policy === chosen}
                  onChange={() => onChoose(policy)}
                />
                {policyTitle(policy)}
              </label>
            </th>
          ))}
        </tr>
      </thead>
      {outcomes[0]!.byCurrency.map(({ currency }, c) => (
        <tbody key={currency}>
          {currency !== '' && (
            <tr>
              <th scope="rowgroup" colSpan={outcomes.length + 1}>
                {currency}
              </th>
            </tr>
          )}
          {AMOUNTS.map((row) => (
            <FigureRow
              key={row.name}
              {...row}
              cells={outcomes.map(({ policy, byCurrency }) => ({
                policy,
                text: row.of(byCurrency[c]!.totals, format),
              }))}
              chosen={chosen}
            />
          ))}
        </tbody>
      ))}
      <tbody>
        {COUNTS.map((row) => (
          <FigureRow
            key={row.name}
            {...row}
            cells={outcomes.map((outcome) => ({
              policy: outcome.policy,
              text: row.of(outcome, format),
            }))}
            chosen={chosen}
          />
        ))}
        <tr>
          <th scope="row">When to use it</th>
          {outcomes.map(({ policy }) => (
            <td key={policy} className={policy === chosen ? css.chosenPolicy : ''}>
              {policyOf(policy).when}
            </td>
          ))}
        </tr>
      </tbody>
    </Table>
  );
}

interface FigureRowProps {
  readonly name: string;
  readonly about: string;
  readonly cells: readonly { readonly policy: Policy; readonly text: string }[];
  readonly chosen: Policy;
}

/** A figure under each of the policies. */
function FigureRow({ name, about, cells, chosen }: FigureRowProps) {
  return (
    <tr>
      <th scope="row">
        {name} <span className={css.about}>{about}</span>
      </th>
      {cells.map(({ policy, text }) => (
        <td key={policy} className={`number ${policy === chosen ? css.chosenPolicy : ''}`}>
          {text}
        </td>
      ))}
    </tr>
  );
}
