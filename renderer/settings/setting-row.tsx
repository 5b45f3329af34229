import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../components/controls/controls.tsx';
import type { SavedSettings, SettingName } from './saved-settings.ts';
import css from './settings.module.css';
import type { Typed } from './typed-settings.ts';

interface RowProps {
  readonly name: SettingName;
  readonly title: string;
  /** One sentence: what it does. */
  readonly about: ReactNode;
  /** The default in words. */
  readonly byDefault: string;
  readonly kept: SavedSettings;
}

/** The ids by which a control is named and described. */
interface Naming {
  readonly id: string;
  readonly 'aria-describedby': string;
}

function Row({
  name,
  title,
  about,
  byDefault,
  kept,
  wrong,
  children,
}: RowProps & { wrong?: string | null; children: (naming: Naming) => ReactNode }) {
  const id = useId();
  return (
    <div className={css.row}>
      <label className={css.title} htmlFor={id}>
        {title}
      </label>
      <div className={css.control}>
        {children({ id, 'aria-describedby': `${id}-about` })}
        <span className={css.saved} aria-hidden>
          {kept.saved === name && !kept.saving && (
            <>
              <Check size={14} /> Saved
            </>
          )}
        </span>
      </div>
      <p id={`${id}-about`} className={css.about}>
        {wrong && (
          <span className={css.wrong} role="alert">
            {wrong}{' '}
          </span>
        )}
        {about} <span className="quiet">Default: {byDefault}.</span>
      </p>
    </div>
  );
}

/** One of several values. */
export function ChoiceSetting<T extends string>({
  value,
  options,
  onChange,
  ...row
}: RowProps & {
  value: T;
  options: readonly { readonly value: T; readonly words: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <Row {...row}>
      {(naming) => (
        <select
          {...naming}
          className={css.input}
          value={value}
          onChange={({ target }) => onChange(target.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}

/** On or off. */
export function SwitchSetting({
  on,
  onChange,
  ...row
}: RowProps & { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Row {...row}>
      {(naming) => (
        <input
          {...naming}
          type="checkbox"
          className={css.check}
          checked={on}
          onChange={({ target }) => onChange(target.checked)}
        />
      )}
    </Row>
  );
}

/**
 * A value that is typed: kept when it is finished (Enter, or leaving the field) and right; what is
 * wrong stays in the field with the reason. Escape brings back what is kept.
 */
export function TypedSetting<T>({
  value,
  show,
  understand,
  onChange,
  placeholder,
  wide,
  choose,
  beside,
  ...row
}: RowProps & {
  value: T;
  /** The value as it is typed. */
  show: (value: T) => string;
  understand: (text: string) => Typed<T>;
  onChange: (value: T) => void;
  placeholder?: string;
  wide?: boolean;
  /** Another way to give the value, by a dialog. */
  choose?: { readonly words: string; readonly run: () => void } | undefined;
  /** A picker beside the field, given what stands in it; it hands over the value. */
  beside?: (text: string, take: (value: T) => void) => ReactNode;
}) {
  const shown = show(value);
  const [{ text, from }, setTyped] = useState({ text: shown, from: shown });
  if (from !== shown) setTyped({ text: shown, from: shown });
  const meant = understand(text);
  const finish = (): void => {
    if (!meant.ok) return;
    const next = show(meant.value);
    // Another spelling of the same value is no change.
    setTyped({ text: next, from });
    if (next !== shown) onChange(meant.value);
  };
  return (
    <Row {...row} wrong={meant.ok ? null : meant.wrong}>
      {(naming) => (
        <>
          <input
            {...naming}
            type="text"
            className={`${css.input} ${wide ? css.wide : ''}`}
            value={text}
            placeholder={placeholder}
            aria-invalid={meant.ok ? undefined : true}
            onChange={({ target }) => {
              setTyped({ text: target.value, from });
            }}
            onBlur={finish}
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish();
              if (event.key === 'Escape') setTyped({ text: shown, from });
            }}
          />
          {beside?.(text, (picked) => {
            setTyped({ text: show(picked), from });
            if (show(picked) !== shown) onChange(picked);
          })}
          {choose && <Button onClick={choose.run}>{choose.words}</Button>}
        </>
      )}
    </Row>
  );
}
