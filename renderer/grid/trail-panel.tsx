import { X } from 'lucide-react';
import type { Ref } from 'react';
import { Link } from 'wouter';
import { useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Amount, Loading, Notice, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { TrailGroups, TrailMovements, TrailPicture } from '../trail/lot-trail.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import { Marks, StatusPill } from '../cells/grid-cells.tsx';
import css from './grid.module.css';

/** The row that the panel is about. */
export interface TrailSubject {
  readonly customer: string;
  readonly id: string;
}

interface TrailPanelProps {
  readonly runId: string;
  readonly subject: TrailSubject;
  readonly width: number;
  readonly headingRef: Ref<HTMLHeadingElement>;
  readonly onSelect: (id: string) => void;
  readonly onClose: () => void;
}

/** The lot trail of the row that is selected in the grid beside it. */
export function TrailPanel(props: TrailPanelProps) {
  const { runId, subject, width, headingRef, onSelect, onClose } = props;
  const { data: trail, error } = useCall(
    'customers.trail',
    { runId, customer: subject.customer },
    // While the grid is walked through, the trail before stays until the next is there.
    { staleTime: 60_000, placeholderData: (before) => before },
  );
  const shown = trail?.customer === subject.customer ? trail : undefined;
  const movement = shown?.movements.find(({ id }) => id === subject.id);
  const isLater = shown?.later.some(({ id }) => id === subject.id) ?? false;
  const format = useFormat();
  return (
    <aside
      className={css.trail}
      aria-labelledby="lot-trail"
      style={{ width }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={css.trailHead}>
        <h2 id="lot-trail" ref={headingRef} tabIndex={-1}>
          Lot trail · <span className="mono">{subject.customer}</span>
        </h2>
        <Button look="plain" iconOnly aria-label="Close the lot trail" onClick={onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      <div className={css.trailBody} tabIndex={0} role="group" aria-label="Lot trail">
        <p className={css.trailRow}>
          {movement ? (
            <>
              <strong>
                {movement.type} <span className="mono">{movement.id}</span>
              </strong>{' '}
              <Amount
                cents={movement.cents}
                {...(movement.currency && { currency: movement.currency })}
              />{' '}
              · {format.dayTime(movement.createdAt)} · <StatusPill status={movement.status} /> ·
              matched <Amount cents={movement.matched} /> · open <Amount cents={movement.open} /> ·
              balance after <Amount cents={movement.balance} /> <Marks flags={movement.flags} />
            </>
          ) : (
            <>
              <span className="mono">{subject.id}</span>
              {isLater && ' is after the cut-off and not in any figure.'}
            </>
          )}
        </p>
        <p>
          <Link href={routes.customer(runId, subject.customer)}>Open this customer</Link>
        </p>
        {error && <ProblemNotice problem={error} />}
        {!error && !shown && <Loading what="Reading the customer's movements" />}
        {shown && !movement && !isLater && shown.more > 0 && (
          <Notice tone="info">
            The customer has {format.count(shown.more)} more movements than can be shown; this row
            is one of them.
          </Notice>
        )}
        {shown && (
          <>
            <TrailPicture trail={shown} selectedId={subject.id} onSelect={onSelect} />
            <h3>Lots and what used them</h3>
            <TrailGroups trail={shown} side="lots" selectedId={subject.id} onSelect={onSelect} />
            <h3>Redemptions and their lots</h3>
            <TrailGroups
              trail={shown}
              side="redemptions"
              selectedId={subject.id}
              onSelect={onSelect}
            />
            <h3>Balance after each movement</h3>
            <TrailMovements trail={shown} selectedId={subject.id} onSelect={onSelect} />
          </>
        )}
      </div>
    </aside>
  );
}
