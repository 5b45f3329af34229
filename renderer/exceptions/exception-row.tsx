import type { ReactNode } from 'react';
import { exceptionTitle } from '../../core/contract/exceptions.ts';
import type { ExceptionRecord } from '../../core/contract/run.ts';
import { Pill } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './exceptions.module.css';
import { Stake } from '../components/surfaces/stake.tsx';
import { StatusPill } from './status.tsx';
import { carriedOver, changedSinceDecided } from './work-list.ts';

interface ExceptionCellsProps {
  readonly runId: string;
  readonly item: ExceptionRecord;
  readonly selected: boolean;
  /** The details take up room: the message is read there. */
  readonly narrow: boolean;
  /** `range`: with all from the one that was selected before. */
  readonly onSelect: (range: boolean) => void;
}

/** The cells of one exception. */
export function ExceptionCells(props: ExceptionCellsProps): ReactNode {
  const { runId, item, selected, narrow, onSelect } = props;
  const format = useFormat();
  return (
    <>
      <td className={css.checkCell} onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${exceptionTitle(item.code)} ${item.ids[0] ?? item.customer}`}
          checked={selected}
          onChange={(event) => {
            const { shiftKey } = event.nativeEvent as unknown as { shiftKey?: boolean };
            onSelect(shiftKey === true);
          }}
        />
      </td>
      <td>
        <span className={css.kindCell}>
          {exceptionTitle(item.code)}
          {carriedOver(item, runId) && <Pill>Carried over</Pill>}
        </span>
      </td>
      <td className={css.cut} title={item.customer}>
        {item.customer || '–'}
      </td>
      <td className="number">
        <Stake cents={item.cents} currency={item.currency} />
      </td>
      <td className={`${css.date} ${css.optional}`}>{format.day(item.createdAt)}</td>
      <td>
        <span className={css.kindCell}>
          <StatusPill status={item.status} />
          {changedSinceDecided(item) && <Pill tone="warn">Amount changed</Pill>}
        </span>
      </td>
      <td className={`${css.cut} ${css.optional}`} title={item.owner ?? undefined}>
        {item.owner ?? <span className="quiet">Unassigned</span>}
      </td>
      {!narrow && (
        <td className={css.message} title={item.message}>
          {item.message}
        </td>
      )}
    </>
  );
}
