import { useId } from 'react';
import type {
  ButtonHTMLAttributes,
  InputHTMLAttributes,
  ReactNode,
  SelectHTMLAttributes,
} from 'react';
import type { Choice } from './choices.ts';
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

/** The ids by which a control is named and described. */
interface Naming {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
}

/** A control under its label, above what is said of it. */
function Field({
  label,
  hint,
  wrong,
  children,
}: FieldProps & { readonly children: (naming: Naming) => ReactNode }) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': hint || wrong ? `${id}-hint` : undefined })}
      <Hint id={`${id}-hint`} hint={hint} wrong={wrong} />
    </div>
  );
}

export function TextField({
  label,
  hint,
  wrong,
  beside,
  ...rest
}: FieldProps &
  InputHTMLAttributes<HTMLInputElement> & {
    /** What else fills the field, at its right: a picker. */
    readonly beside?: ReactNode;
  }) {
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(naming) => {
        const input = (
          <input
            {...naming}
            className={css.input}
            aria-invalid={wrong ? true : undefined}
            {...rest}
          />
        );
        if (!beside) return input;
        return (
          <div className={css.withBeside}>
            {input}
            {beside}
          </div>
        );
      }}
    </Field>
  );
}

/** A drop-down list; where its values are names with words, `ChoiceField` lists them. */
export function SelectField({
  label,
  hint,
  wrong,
  ...rest
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(naming) => <select {...naming} className={css.input} {...rest} />}
    </Field>
  );
}

interface ChoiceFieldProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of several values from a drop-down list, in their order. */
export function ChoiceField<T extends string>({ choices, onChange, ...rest }: ChoiceFieldProps<T>) {
  return (
    <SelectField {...rest} onChange={({ target }) => onChange(target.value as T)}>
      {choices.map(({ value, words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </SelectField>
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
