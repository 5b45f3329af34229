import { useId } from 'react';
import type {
  ButtonHTMLAttributes,
  InputHTMLAttributes,
  ReactNode,
  SelectHTMLAttributes,
} from 'react';
import css from './controls.module.css';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'normal' | 'primary' | 'danger' | 'plain';
  /** A square button with nothing but an icon; `aria-label` names it. */
  readonly iconOnly?: boolean;
};

export function Button({ look = 'normal', iconOnly, className, ...rest }: ButtonProps) {
  const looks = { normal: '', primary: css.primary, danger: css.danger, plain: css.plain }[look];
  const all = [css.button, looks, iconOnly && css.icon, className].filter(Boolean).join(' ');
  return <button type="button" className={all} {...rest} />;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value, if anything. */
  readonly wrong?: string | null | undefined;
}

export function TextField({
  label,
  hint,
  wrong,
  ...rest
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={css.input}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={hint || wrong ? `${id}-hint` : undefined}
        {...rest}
      />
      <Hint id={`${id}-hint`} hint={hint} wrong={wrong} />
    </div>
  );
}

export function SelectField({
  label,
  hint,
  wrong,
  children,
  ...rest
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={css.input}
        aria-describedby={hint || wrong ? `${id}-hint` : undefined}
        {...rest}
      >
        {children}
      </select>
      <Hint id={`${id}-hint`} hint={hint} wrong={wrong} />
    </div>
  );
}

export function CheckField({
  label,
  hint,
  ...rest
}: Omit<FieldProps, 'wrong'> & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={css.check}>
        <input type="checkbox" aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
        {label}
      </label>
      <Hint id={`${id}-hint`} hint={hint} />
    </div>
  );
}

function Hint({
  id,
  hint,
  wrong,
}: {
  id: string;
  hint?: ReactNode;
  wrong?: string | null | undefined;
}) {
  if (!hint && !wrong) return null;
  return (
    <div id={id} className={wrong ? css.wrong : css.hint}>
      {wrong || hint}
    </div>
  );
}
