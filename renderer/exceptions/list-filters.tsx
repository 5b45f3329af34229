import { useEffect, useEffectEvent, useState } from 'react';
import { EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import { choicesOf } from '../components/controls/choices.ts';
import { Button, ChoiceField, SelectField, TextField } from '../components/controls/controls.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './exceptions.module.css';
import { Stakes } from '../components/surfaces/stake.tsx';
import { WHOLE_LIST, byCurrency, narrowed } from './work-list.ts';
import type { KindOfException, WorkListView } from './work-list.ts';

const SINCE: Readonly<Record<WorkListView['carried'], string>> = {
  '': 'All',
  new: 'New in this run',
  carried: 'Carried over',
};

interface Narrowing {
  readonly view: WorkListView;
  readonly onChange: (view: WorkListView) => void;
}

/** One button a kind, with how many there are and what is at stake. */
export function KindFilter({
  kinds,
  view,
  onChange,
}: Narrowing & { readonly kinds: readonly KindOfException[] }) {
  const all: KindOfException = {
    code: '',
    words: 'All kinds',
    count: kinds.reduce((total, { count }) => total + count, 0),
    open: kinds.reduce((total, { open }) => total + open, 0),
    atStake: byCurrency(kinds.flatMap(({ atStake }) => atStake)),
  };
  const format = useFormat();
  return (
    <div className={css.kinds} role="group" aria-label="Kinds of exceptions">
      {[all, ...kinds].map(({ code, words, count, open, atStake }) => (
        <button
          key={code}
          type="button"
          className={css.kind}
          title={words}
          aria-pressed={view.code === code}
          onClick={() => onChange({ ...view, code })}
        >
          <span className={css.kindName}>{words}</span>
          <span className={css.kindFigures}>
            <span>
              <strong>{format.count(count)}</strong>, {format.count(open)} open
            </span>
            <span className={css.kindAmounts}>
              <Stakes atStake={atStake} />
            </span>
          </span>
        </button>
      ))}
    </div>
  );
}

/** Everything else that the list can be narrowed by. */
export function ListFilters({
  view,
  owners,
  onChange,
}: Narrowing & { readonly owners: readonly string[] }) {
  const [search, setSearch] = useTyped(view.search, (text) => onChange({ ...view, search: text }));
  const [customer, setCustomer] = useTyped(view.customer, (text) =>
    onChange({ ...view, customer: text }),
  );
  return (
    <search className={css.filters} aria-label="Filter the list">
      <TextField
        label="Search"
        type="search"
        placeholder="TRANS_ID, customer, message"
        maxLength={500}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <TextField
        label="Customer"
        value={customer}
        maxLength={500}
        onChange={({ target }) => setCustomer(target.value)}
      />
      <ChoiceField
        label="Status"
        value={view.status}
        choices={[{ value: '', words: 'All' }, ...choicesOf(EXCEPTION_STATUS_WORDS)]}
        onChange={(status) => onChange({ ...view, status })}
      />
      <SelectField
        label="Owner"
        value={view.owner}
        onChange={({ target }) => onChange({ ...view, owner: target.value })}
      >
        <option value="any">All</option>
        <option value="nobody">Unassigned</option>
        {owners.map((owner) => (
          <option key={owner} value={`=${owner}`}>
            {owner}
          </option>
        ))}
      </SelectField>
      <ChoiceField
        label="Carried over?"
        value={view.carried}
        choices={choicesOf(SINCE)}
        onChange={(carried) => onChange({ ...view, carried })}
      />
      <Button
        look="plain"
        aria-label="Clear the filters"
        disabled={!narrowed(view)}
        onClick={() => {
          onChange(WHOLE_LIST);
        }}
      >
        Clear
      </Button>
    </search>
  );
}

/** A text that is passed on when the typing pauses, and follows when it is changed from elsewhere. */
function useTyped(
  value: string,
  onTyped: (text: string) => void,
): [string, (text: string) => void] {
  const [{ text, from }, setTyped] = useState({ text: value, from: value });
  if (from !== value) setTyped({ text: value, from: value });
  const pass = useEffectEvent(onTyped);
  useEffect(() => {
    if (text === from) return undefined;
    const pause = setTimeout(() => pass(text), 250);
    return () => clearTimeout(pause);
  }, [text, from]);
  return [text, (next) => setTyped({ text: next, from })];
}
