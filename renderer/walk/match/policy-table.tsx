import { useId } from 'react';
import type { PolicyOutcome } from '../../../core/contract/api/policies.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { Format } from '../../format/format.ts';
import { policyTitle } from '../../words/policy-words.ts';
import css from './match.module.css';

interface PolicyTableProps {
  readonly outcomes: readonly PolicyOutcome[];
  /** The policy that the run was matched with; null before it was. */
  readonly used: Policy | null;
  readonly chosen: Policy;
  readonly onChoose: (policy: Policy) => void;
}

const FIGURES: readonly {
  readonly name: string;
  readonly about: string;
  readonly of: (outcome: PolicyOutcome, format: Format) => string;
}[] = [
  {
    name: 'Matched',
    about: 'credit applied to redemptions',
    of: ({ matched }, { amount }) => amount(matched),
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
  {
    name: 'Redemptions matched',
    about: 'with at least one lot, of all',
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
      <tbody>
        {FIGURES.map(({ name, about, of }) => (
          <tr key={name}>
            <th scope="row">
              {name} <span className={css.about}>{about}</span>
            </th>
            {outcomes.map((outcome) => (
              <td
                key={outcome.policy}
                className={`number ${outcome.policy === chosen ? css.chosenPolicy : ''}`}
              >
                {of(outcome, format)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
