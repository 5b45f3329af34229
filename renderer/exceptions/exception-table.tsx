import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { ExceptionRecord } from '../../core/contract/run.ts';
import { ExceptionCells } from './exception-row.tsx';
import parts from '../components/surfaces/parts.module.css';
import css from './exceptions.module.css';
import { pageToggled, rangeTo, selectedOf, toggled, withPage } from './selection.ts';
import type { Selection } from './selection.ts';
import { orderedBy } from './work-list.ts';
import type { WorkListView } from './work-list.ts';

interface ExceptionTableProps {
  readonly runId: string;
  readonly items: readonly ExceptionRecord[];
  readonly offset: number;
  readonly total: number;
  readonly view: WorkListView;
  readonly selection: Selection;
  /** The row that the details are about and the keyboard is on. */
  readonly activeKey: string | null;
  /** The details take up room: the message is read there. */
  readonly narrow: boolean;
  readonly onView: (view: WorkListView) => void;
  readonly onSelection: (selection: Selection) => void;
  readonly onActive: (key: string, place: number) => void;
  readonly onOpen: () => void;
  /** Goes a page on (1) or back (-1); false where there is none. */
  readonly onPage: (direction: 1 | -1) => boolean;
}

const COLUMNS = [
  { name: 'Kind', order: 'code' },
  { name: 'Customer', order: 'customer' },
  { name: 'At stake', order: 'cents', number: true },
  { name: 'Date', order: 'createdAt', optional: true },
  { name: 'Status', order: 'status' },
] as const;

/** A page of the list. Arrows move from row to row, Space selects, Enter shows the details. */
export function ExceptionTable(props: ExceptionTableProps) {
  const { runId, items, offset, total, selection, activeKey, narrow } = props;
  const { onSelection, onActive } = props;
  const keys = items.map(({ key }) => key);
  const focusable = activeKey !== null && keys.includes(activeKey) ? activeKey : keys[0];
  const { body, onKey, onClick } = useRowKeys(props, keys, focusable);
  const select = (key: string, range: boolean): void =>
    onSelection(range ? rangeTo(selection, key, keys) : toggled(selection, key));
  return (
    <div className={css.scroll}>
      <table
        className={css.table}
        role="grid"
        aria-label="Exceptions"
        aria-multiselectable
        aria-rowcount={total + 1}
      >
        <Head {...props} keys={keys} />
        <tbody ref={body}>
          {items.map((item, place) => (
            <tr
              key={item.key}
              tabIndex={item.key === focusable ? 0 : -1}
              aria-rowindex={offset + place + 2}
              aria-selected={selection.keys.has(item.key)}
              data-active={item.key === activeKey || undefined}
              onFocus={() => onActive(item.key, place)}
              onKeyDown={(event) => onKey(event, place)}
              onMouseDown={(event) => {
                // Shift marks rows here, not text.
                if (event.shiftKey) event.preventDefault();
                if (event.shiftKey) event.currentTarget.focus();
              }}
              onClick={(event) => onClick(event, item.key)}
            >
              <ExceptionCells
                runId={runId}
                item={item}
                selected={selection.keys.has(item.key)}
                narrow={narrow}
                onSelect={(range) => select(item.key, range)}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = Pick<
  ExceptionTableProps,
  'view' | 'selection' | 'narrow' | 'onView' | 'onSelection'
>;

/** The headers, each of which orders the list, and the choice of the whole page. */
function Head(props: HeadProps & { readonly keys: readonly string[] }) {
  const { view, selection, narrow, onView, onSelection, keys } = props;
  const everyRow = useRef<HTMLInputElement>(null);
  const chosen = selectedOf(selection, keys);
  useEffect(() => {
    if (everyRow.current) everyRow.current.indeterminate = chosen === 'some';
  }, [chosen]);
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th className={css.checkCell}>
          <input
            ref={everyRow}
            type="checkbox"
            aria-label="Select this page"
            checked={chosen === 'all'}
            onChange={() => onSelection(pageToggled(selection, keys))}
          />
        </th>
        {COLUMNS.map(({ name, order, ...column }) => {
          const sorted = view.orderBy === order;
          const Arrow = view.descending ? ArrowDown : ArrowUp;
          return (
            <th
              key={order}
              className={
                'number' in column ? 'number' : 'optional' in column ? css.optional : undefined
              }
              aria-sort={sorted ? (view.descending ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                className={parts.sort}
                onClick={() => onView(orderedBy(view, order))}
              >
                {name}
                <Arrow size={12} aria-hidden className={sorted ? undefined : css.unsorted} />
              </button>
            </th>
          );
        })}
        <th className={css.optional}>Owner</th>
        {!narrow && <th>Description</th>}
      </tr>
    </thead>
  );
}

interface RowKeys {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly onKey: (event: KeyboardEvent<HTMLTableRowElement>, place: number) => void;
  readonly onClick: (event: MouseEvent, key: string) => void;
}

/** What keys and clicks do on a row. `focusable` is the row that the keyboard comes to first. */
function useRowKeys(
  { items, selection, onSelection, onOpen, onPage }: ExceptionTableProps,
  keys: readonly string[],
  focusable: string | undefined,
): RowKeys {
  const body = useRef<HTMLTableSectionElement>(null);
  const enterAt = useRef<'first' | 'last' | null>(null);
  useEffect(() => {
    // The keyboard went over the edge of a page: it goes on in the next one.
    const at = enterAt.current;
    if (at === null || !body.current) return;
    enterAt.current = null;
    const rows = body.current.rows;
    rows[at === 'first' ? 0 : rows.length - 1]?.focus();
  }, [items]);

  const moveTo = (place: number, extend: boolean): void => {
    const item = items[place];
    if (!item) return;
    body.current?.rows[place]?.focus();
    if (extend) {
      const from =
        selection.anchor === null ? { ...selection, anchor: focusable ?? null } : selection;
      onSelection(rangeTo(from, item.key, keys));
    }
  };
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, place: number): void => {
    if (event.altKey || (event.target !== event.currentTarget && event.key !== 'Escape')) return;
    const { key } = items[place]!;
    const whole = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
    if (whole) onSelection(withPage(selection, keys));
    else if (event.key === 'ArrowDown') {
      if (place < items.length - 1) moveTo(place + 1, event.shiftKey);
      else if (onPage(1)) enterAt.current = 'first';
    } else if (event.key === 'ArrowUp') {
      if (place > 0) moveTo(place - 1, event.shiftKey);
      else if (onPage(-1)) enterAt.current = 'last';
    } else if (event.key === 'Home') moveTo(0, event.shiftKey);
    else if (event.key === 'End') moveTo(items.length - 1, event.shiftKey);
    else if (event.key === 'PageDown') {
      if (onPage(1)) enterAt.current = 'first';
    } else if (event.key === 'PageUp') {
      if (onPage(-1)) enterAt.current = 'first';
    } else if (event.key === ' ')
      onSelection(event.shiftKey ? rangeTo(selection, key, keys) : toggled(selection, key));
    else if (event.key === 'Enter') onOpen();
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent, key: string): void => {
    if (event.shiftKey) onSelection(rangeTo(selection, key, keys));
    else if (event.ctrlKey || event.metaKey) onSelection(toggled(selection, key));
    else onOpen();
  };
  return { body, onKey, onClick };
}
