import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { LotTrail } from '../../core/contract/api/grid.ts';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { SheetFormat } from '../../core/contract/calls/written-file.ts';
import { exceptionTitle } from '../../core/contract/exceptions.ts';
import { EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Menu } from '../components/overlays/menu.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import {
  Amount,
  EmptyState,
  Fact,
  Facts,
  Loading,
  Notice,
  Panel,
  Pill,
  ProblemNotice,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { Stake } from '../components/surfaces/stake.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import { useFormat } from '../format/use-format.ts';
import { Marks } from '../cells/grid-cells.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo, routes, segmentText } from '../frame/routes.ts';
import { CustomerBox } from '../components/customer-box/customer-box.tsx';
import css from './customer.module.css';
import { MovementLink, TrailGroups, TrailMovements, TrailPicture } from '../trail/lot-trail.tsx';

export const screen = bindScreen('customer', ({ run, customer }) => (
  <CustomerScreen run={run} customer={segmentText(customer)} />
));

/** Everything of one customer in one run: facts, totals, timeline, movements, allocations, exceptions. */
function CustomerScreen({ run, customer }: { run: RunView; customer: string }) {
  const [, go] = useLocation();
  const runId = run.run.id;
  const { busy, save } = useExport();
  const { data: trail, error } = useCall('customers.trail', { runId, customer });
  const write = (format: SheetFormat) => (): void =>
    void save(`customer-${customer}-${runId}.${format}`, (target) =>
      api('customers.export', { runId, customer, format, target }),
    );
  return (
    <div className={css.screen}>
      <div className={css.head}>
        <h2>
          Customer <span className="mono">{customer}</span>
          {trail?.name && ` – ${trail.name.text}`}
        </h2>
        <CustomerBox
          runId={runId}
          label="Switch customer"
          onChoose={(other) => go(routes.customer(runId, other))}
        />
        <Button onClick={() => go(routes.grid(runId, { customer }))}>Show in the grid</Button>
        <Menu
          items={[
            { label: 'Everything as Excel', onSelect: write('xlsx') },
            { label: 'Movements as CSV', onSelect: write('csv') },
          ]}
        >
          <Button disabled={busy || !trail}>Export customer</Button>
        </Menu>
      </div>
      {error ? (
        <ProblemNotice problem={error} />
      ) : !trail ? (
        <Loading what="Reading the customer's movements" />
      ) : trail.movements.length + trail.later.length === 0 ? (
        <EmptyState title="This customer has no movements in this run.">
          Search for a customer above.
        </EmptyState>
      ) : (
        <Whole key={customer} runId={runId} trail={trail} />
      )}
    </div>
  );
}

function Whole({ runId, trail }: { runId: string; trail: LotTrail }) {
  const format = useFormat();
  const [selectedId, setSelectedId] = useState<string>();
  const facts = Object.entries(trail.facts).filter(([, value]) => value !== '');
  const shared = { trail, selectedId, onSelect: setSelectedId };
  return (
    <>
      {(trail.name || facts.length > 0) && (
        <dl className={css.facts}>
          {trail.name && (
            <div>
              <dt>Name from</dt>
              <dd>{trail.name.columns.join(' and ')} in the sheet Customers</dd>
            </div>
          )}
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {trail.totals.map((totals) => {
        const of = (cents: number): ReactNode => (
          <Amount cents={cents} {...(totals.currency && { currency: totals.currency })} />
        );
        return (
          <Facts key={totals.currency}>
            <Fact name="Earned" value={of(totals.earned)} />
            <Fact name="Spent" value={of(totals.spent)} />
            <Fact name="Expired" value={of(totals.expired)} />
            <Fact name="Balance" value={of(totals.balance)} />
            <Fact
              name="Open lots"
              value={of(totals.openAmount)}
              note={format.counted(totals.openLots, 'lot')}
            />
          </Facts>
        );
      })}
      {trail.more > 0 && (
        <Notice
          tone="info"
          title={`${format.counted(trail.more, 'later movement')} not shown here.`}
        >
          The grid, filtered by this customer, shows all of them.
        </Notice>
      )}
      {trail.later.length > 0 && (
        <Notice
          tone="info"
          title={`${format.count(trail.later.length)} ${trail.later.length === 1 ? 'movement is' : 'movements are'} after the cut-off.`}
        >
          They are listed below and not included in any figure.
        </Notice>
      )}
      <Panel title="Timeline">
        <TrailPicture {...shared} />
      </Panel>
      <Exceptions runId={runId} trail={trail} onSelect={setSelectedId} />
      <Panel title="Movements" flush>
        <TrailMovements {...shared} />
      </Panel>
      <div className={css.columns}>
        <Panel title="Lots" flush>
          <TrailGroups {...shared} side="lots" />
        </Panel>
        <Panel title="Redemptions" flush>
          <TrailGroups {...shared} side="redemptions" />
        </Panel>
      </div>
    </>
  );
}

interface ExceptionsProps {
  readonly runId: string;
  readonly trail: LotTrail;
  readonly onSelect: (id: string) => void;
}

function Exceptions({ runId, trail, onSelect }: ExceptionsProps) {
  const format = useFormat();
  return (
    <Panel
      title="Exceptions"
      flush
      actions={<Link href={pathTo('exceptions', { runId })}>Open the work list</Link>}
    >
      {trail.exceptions.length === 0 ? (
        <EmptyState title="No exceptions for this customer." />
      ) : (
        <Table caption="Exceptions of this customer">
          <Heads
            of={['Exception', 'When', figures('At stake'), 'Rows', 'What', 'Status', 'Owner']}
          />
          <tbody>
            {trail.exceptions.map((exception) => (
              <tr key={exception.key}>
                <th scope="row">
                  <Marks flags={[exception.code]} /> {exceptionTitle(exception.code)}
                </th>
                <td className="figure">{format.day(exception.createdAt)}</td>
                <td className="number">
                  <Stake cents={exception.cents} currency={exception.currency} />
                </td>
                <td>
                  {exception.ids.slice(0, 3).map((id) => (
                    <MovementLink key={id} id={id} onSelect={onSelect} />
                  ))}
                </td>
                <td>{exception.message}</td>
                <td>
                  <Pill tone={exception.status === 'open' ? 'warn' : 'good'}>
                    {EXCEPTION_STATUS_WORDS[exception.status]}
                  </Pill>
                </td>
                <td>{exception.owner ?? <span className="quiet">Unassigned</span>}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
