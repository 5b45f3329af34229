import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import type { CallOutput } from '../../../core/contract/api/api.ts';
import { useCall } from '../../bridge/api.ts';
import { useSettled } from '../controls/use-settled.ts';
import { useFormat } from '../../format/use-format.ts';
import css from './customer-box.module.css';

interface CustomerBoxProps {
  readonly runId: string;
  readonly label: string;
  readonly onChoose: (customer: string) => void;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

const PAUSE_MS = 120;

/** A customer by the beginning of its id or a part of its name: the program offers those that there are. */
export function CustomerBox({ runId, label, onChoose, inputRef }: CustomerBoxProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const asked = useSettled(text.trim(), PAUSE_MS);
  const { data, error } = useCall(
    'customers.search',
    { runId, text: asked },
    { enabled: open, placeholderData: (before) => before },
  );
  const found = data ?? [];

  const choose = (customer: string): void => {
    setText('');
    setOpen(false);
    setActive(-1);
    onChoose(customer);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setActive((before) => Math.max(-1, Math.min(found.length - 1, before + by)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const customer = found[active]?.customer ?? text.trim();
      if (customer !== '') choose(customer);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div
      className={css.box}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        ref={inputRef}
        className={css.boxInput}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(-1);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <Options id={id} label={label} open={open} found={data} active={active} onChoose={choose}>
        {error ? error.message : data ? 'No customer found.' : 'Searching …'}
      </Options>
    </div>
  );
}

type Found = CallOutput<'customers.search'>;

interface OptionsProps {
  readonly id: string;
  readonly label: string;
  readonly open: boolean;
  readonly found: Found | undefined;
  /** The place of the one that the arrow keys have reached; -1 for none. */
  readonly active: number;
  readonly onChoose: (customer: string) => void;
  /** Said where there are none. */
  readonly children: ReactNode;
}

function Options({ id, label, open, found, active, onChoose, children }: OptionsProps) {
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={label} className={css.options} hidden={!open}>
      {found?.map((match, place) => (
        <CustomerOption
          key={match.customer}
          id={`${id}-${place}`}
          match={match}
          active={place === active}
          onChoose={onChoose}
        />
      ))}
      {!found?.length && (
        <li role="option" aria-selected={false} aria-disabled className={css.noOption}>
          {children}
        </li>
      )}
    </ul>
  );
}

interface CustomerOptionProps {
  readonly id: string;
  readonly match: Found[number];
  readonly active: boolean;
  readonly onChoose: (customer: string) => void;
}

/** A customer that was looked up, with how much there is of it. */
function CustomerOption({ id, match, active, onChoose }: CustomerOptionProps) {
  const { customer, name, movements, balances } = match;
  const format = useFormat();
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      // Before the blur, so that the list is still there.
      onPointerDown={(event) => {
        event.preventDefault();
        onChoose(customer);
      }}
    >
      <span className="mono">{customer}</span>
      <span className={css.optionFacts}>
        {name !== null && `${name} · `}
        {format.counted(movements, 'movement')} ·{' '}
        {balances
          .map(({ currency, cents }) => `${format.amount(cents)} ${currency}`.trim())
          .join(' · ')}
      </span>
    </li>
  );
}
