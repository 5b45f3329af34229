import { CopyButton } from '../components/surfaces/copy-button.tsx';
import css from './audit.module.css';

/** The beginning of a checksum, and the whole of it for the clipboard. */
export function Checksum({ value, of }: { value: string; of: string }) {
  return (
    <span className={css.checksum}>
      <code title={value}>{value.slice(0, 16)}</code>
      <CopyButton text={value} what={`the checksum of ${of}`} />
    </span>
  );
}
