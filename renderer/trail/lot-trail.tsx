import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { LaterMovement, LotTrail, TrailMovement } from '../../core/contract/api/grid.ts';
import { LotPicture } from '../components/lots/lot-picture.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import type { Head } from '../components/surfaces/heads.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { Amount, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { Marks, StatusPill } from '../cells/grid-cells.tsx';
import css from './trail.module.css';
import { pageWith, trailGroups } from './trail-rows.ts';
import type { TrailGroup } from './trail-rows.ts';

const PAGE = 50;

interface TrailProps {
  readonly trail: LotTrail;
  readonly selectedId?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
}

export function TrailPicture({ trail, selectedId, onSelect }: TrailProps) {
  return (
    <LotPicture
      movements={trail.movements}
      pairs={trail.pairs}
      label={`customer ${trail.customer}`}
      selectedId={selectedId}
      onSelect={onSelect}
    />
  );
}

/** Each lot with the redemptions that used it, or each redemption with its lots, to the cent. */
export function TrailGroups({
  trail,
  side,
  selectedId,
  onSelect,
}: TrailProps & { side: 'lots' | 'redemptions' }) {
  const format = useFormat();
  const groups = useMemo(() => trailGroups(trail, side), [trail, side]);
  const lots = side === 'lots';
  return (
    <PagedTable
      caption={lots ? 'Lots and the redemptions that used them' : 'Redemptions and their lots'}
      empty={lots ? 'No lots.' : 'No redemptions.'}
      items={groups}
      idOf={({ movement }) => movement.id}
      selectedId={selectedId}
      heads={[
        lots ? 'Lot' : 'Redemption',
        figures('Amount'),
        lots ? 'Redemption' : 'Lot',
        figures('Allocated'),
        figures('Open'),
        'Status',
        'When',
      ]}
      row={(group) => (
        <GroupRows
          key={group.movement.id}
          group={group}
          selected={group.movement.id === selectedId}
          onSelect={onSelect}
          when={format.dayTime(group.movement.createdAt)}
        />
      )}
    />
  );
}

interface GroupRowsProps {
  readonly group: TrailGroup;
  readonly selected: boolean;
  readonly onSelect: TrailProps['onSelect'];
  readonly when: string;
}

function GroupRows({ group: { movement, partners }, selected, onSelect, when }: GroupRowsProps) {
  const format = useFormat();
  const [first, ...rest] = partners;
  const span = Math.max(1, partners.length);
  const partnerCells = (partner: TrailGroup['partners'][number] | undefined): ReactNode => (
    <>
      <td>
        {partner ? (
          <>
            <MovementLink id={partner.id} onSelect={onSelect} />
            {partner.movement && (
              <span className={css.beside}>
                {partner.movement.type} {format.day(partner.movement.createdAt)}
              </span>
            )}
          </>
        ) : (
          <span className="quiet">none</span>
        )}
      </td>
      <td className="number">{partner && <Amount cents={partner.cents} />}</td>
    </>
  );
  return (
    <>
      <tr className={selected ? css.selected : undefined} data-movement={movement.id}>
        <th scope="row" rowSpan={span}>
          <MovementLink id={movement.id} onSelect={onSelect} />
          {movement.type === 'expired' && <span className={css.beside}>expired</span>}
          <Marks flags={movement.flags} />
        </th>
        <td rowSpan={span} className="number">
          <Amount cents={movement.cents} />
        </td>
        {partnerCells(first)}
        <td rowSpan={span} className="number">
          <Amount cents={movement.open} />
        </td>
        <td rowSpan={span}>
          <StatusPill status={movement.status} />
        </td>
        <td rowSpan={span} className={css.when}>
          {when}
        </td>
      </tr>
      {rest.map((partner) => (
        <tr key={partner.id} className={selected ? css.selected : undefined}>
          {partnerCells(partner)}
        </tr>
      ))}
    </>
  );
}

/** Every movement in order, with the balance after it; and what lies after the cut-off, which says so. */
export function TrailMovements({ trail, selectedId, onSelect }: TrailProps) {
  const format = useFormat();
  const currencies = trail.totals.length > 1;
  return (
    <PagedTable
      caption="Movements and the balance after each"
      empty="No movements."
      items={[...trail.movements, ...trail.later]}
      idOf={({ id }) => id}
      selectedId={selectedId}
      heads={[
        'Movement',
        'Type',
        figures('Amount'),
        figures('Balance'),
        'When',
        ...(currencies ? ['Currency'] : []),
        'Order',
        'Reason',
        'Expires',
      ]}
      row={(movement: TrailMovement | LaterMovement) => (
        <tr key={movement.id} className={classOf(movement, selectedId)} data-movement={movement.id}>
          <th scope="row">
            <MovementLink id={movement.id} onSelect={onSelect} />
            {'flags' in movement && <Marks flags={movement.flags} />}
          </th>
          <td>{movement.type}</td>
          <td className="number">
            <Amount cents={movement.cents} />
          </td>
          <td className="number">
            {'balance' in movement ? <Amount cents={movement.balance} /> : 'after the cut-off'}
          </td>
          <td className={css.when}>{format.dayTime(movement.createdAt)}</td>
          {currencies && <td>{movement.currency}</td>}
          <td className="mono">{movement.order}</td>
          <td className={css.when}>{movement.reason}</td>
          <td className={css.when}>
            {movement.expiresAt === null ? '' : format.day(movement.expiresAt)}
          </td>
        </tr>
      )}
    />
  );
}

function classOf(movement: TrailMovement | LaterMovement, selectedId: string | undefined): string {
  const own = 'balance' in movement ? '' : css.later!;
  return movement.id === selectedId ? `${own} ${css.selected}` : own;
}

/** The id of a movement; where it can be selected, a button that does so. */
export function MovementLink({ id, onSelect }: { id: string; onSelect: TrailProps['onSelect'] }) {
  if (!onSelect) return <span className="mono">{id}</span>;
  return (
    <button type="button" className={css.movement} onClick={() => onSelect(id)}>
      {id}
    </button>
  );
}

interface PagedTableProps<T> {
  readonly caption: string;
  readonly empty: string;
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly selectedId: string | undefined;
  readonly heads: readonly (string | Head)[];
  readonly row: (item: T) => ReactNode;
}

/** A table of many rows in pages; it turns to the page of the selected row. */
function PagedTable<T>({
  caption,
  empty,
  items,
  idOf,
  selectedId,
  heads,
  row,
}: PagedTableProps<T>) {
  const pageOf = (id: string | undefined): number => pageWith(items.map(idOf), id, PAGE);
  const [turned, setTurned] = useState(() => ({ page: pageOf(selectedId), to: selectedId }));
  if (turned.to !== selectedId) {
    const known = selectedId !== undefined && items.some((item) => idOf(item) === selectedId);
    setTurned({ page: known ? pageOf(selectedId) : turned.page, to: selectedId });
  }
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const page = Math.min(turned.page, pages - 1);
  if (items.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <>
      <Table caption={caption}>
        <Heads of={heads} />
        <tbody>{items.slice(page * PAGE, (page + 1) * PAGE).map(row)}</tbody>
      </Table>
      {items.length > PAGE && (
        <Pager
          of={caption.toLowerCase()}
          offset={page * PAGE}
          limit={PAGE}
          total={items.length}
          onOffset={(offset) => setTurned({ page: offset / PAGE, to: selectedId })}
        />
      )}
    </>
  );
}
