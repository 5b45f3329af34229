import { useState } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from 'wouter';
import type {
  PolicyComparison,
  PolicyPicture as Picture,
} from '../../../core/contract/api/policies.ts';
import { POLICIES, policyTitle } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { useCall } from '../../bridge/api.ts';
import { Button, CheckField, SelectField, TextField } from '../../components/controls/controls.tsx';
import { LotPicture } from '../../components/lots/lot-picture.tsx';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Loading, Panel, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './match.module.css';

interface PolicyPicturesProps {
  readonly runId: string;
  readonly policy: Policy;
  readonly examples: PolicyComparison['examples'];
  readonly onPolicy: (policy: Policy) => void;
}

/** What a policy does to one customer: as a picture, and as a table. */
export function PolicyPictures({ runId, policy, examples, onPolicy }: PolicyPicturesProps) {
  const format = useFormat();
  const [customer, setCustomer] = useState(examples[0]?.customer ?? '');
  const [asTable, setAsTable] = useState(false);
  const { data: picture, error } = useCall(
    'policies.picture',
    { runId, customer },
    { enabled: customer !== '', staleTime: Infinity, placeholderData: keepPreviousData },
  );
  return (
    <Panel title="Effect on a customer">
      <div className={css.pictureChoice}>
        <CustomerChoice customer={customer} examples={examples} onCustomer={setCustomer} />
        <div className={css.segments} role="group" aria-label="Policy shown">
          {POLICIES.map((one) => (
            <Button key={one} aria-pressed={one === policy} onClick={() => onPolicy(one)}>
              {policyTitle(one)}
            </Button>
          ))}
        </div>
        <CheckField
          label="As a table"
          checked={asTable}
          onChange={({ target }) => setAsTable(target.checked)}
        />
      </div>
      <div className={css.picture}>
        {error && <ProblemNotice problem={error} />}
        {customer === '' && (
          <p className="quiet">
            On this ledger all policies give the same result for every customer. Enter a CUSTOMERID
            to see one.
          </p>
        )}
        {customer !== '' && !picture && !error && <Loading what="Drawing the picture" />}
        {picture && !error && (
          <>
            {asTable ? (
              <PictureTable picture={picture} policy={policy} />
            ) : (
              <LotPicture
                key={picture.customer}
                movements={picture.movements}
                pairs={picture.pairs[policy]}
                label={`customer ${picture.customer} under the policy ${policyTitle(policy).toLowerCase()}`}
              />
            )}
            <p className="quiet">
              {picture.more > 0 &&
                `The first ${format.counted(picture.movements.length, 'movement')} of ${format.count(picture.movements.length + picture.more)}. `}
              <Link href={routes.customer(runId, picture.customer)}>
                Open customer {picture.customer}
              </Link>
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}

interface CustomerChoiceProps {
  readonly customer: string;
  readonly examples: PolicyComparison['examples'];
  readonly onCustomer: (customer: string) => void;
}

/** One of those on whom the policies differ most, or any by its id. */
function CustomerChoice({ customer, examples, onCustomer }: CustomerChoiceProps) {
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const listed = examples.some((example) => example.customer === customer);
  return (
    <>
      <SelectField
        label="Customer with the largest differences"
        value={listed ? customer : ''}
        onChange={({ target }) => target.value && onCustomer(target.value)}
      >
        {!listed && <option value="">{customer || 'None'}</option>}
        {examples.map((example) => (
          <option key={example.customer} value={example.customer}>
            {example.customer} · {format.counted(example.movements, 'movement')} · differs by{' '}
            {format.amount(example.difference)}
          </option>
        ))}
      </SelectField>
      <form
        className={parts.inline}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) onCustomer(typed.trim());
        }}
      >
        <TextField
          label="Or any customer"
          placeholder="CUSTOMERID"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit">Show</Button>
      </form>
    </>
  );
}

/** The movements of the picture as rows, each with what it was paired with. */
function PictureTable({ picture, policy }: { picture: Picture; policy: Policy }) {
  const format = useFormat();
  const pairs = picture.pairs[policy];
  return (
    <Table caption={`Movements of customer ${picture.customer} and their allocations`}>
      <Heads
        of={['When', 'Movement', 'TRANS_ID', figures('Amount'), figures('Matched'), 'Allocations']}
      />
      <tbody>
        {picture.movements.map(({ id, type, createdAt, cents, currency }) => {
          const own = pairs.flatMap((pair) =>
            pair.earnedId === id
              ? [{ with: pair.redeemerId, cents: pair.cents }]
              : pair.redeemerId === id
                ? [{ with: pair.earnedId, cents: pair.cents }]
                : [],
          );
          return (
            <tr key={id}>
              <td>{format.dayTime(createdAt)}</td>
              <td>{type}</td>
              <td className="mono">{id}</td>
              <td className="number">
                {format.amount(cents)} {currency}
              </td>
              <td className="number">
                {format.amount(own.reduce((sum, pair) => sum + pair.cents, 0))}
              </td>
              <td>
                {own.length === 0
                  ? 'none'
                  : own.map((pair) => `${pair.with} (${format.amount(pair.cents)})`).join(', ')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
