import { CopyButton } from '../../components/surfaces/copy-button.tsx';
import css from './frame.module.css';

/** The beginning of a SHA-256, and the whole of it for the clipboard. */
export function ShortHash({ sha256, of }: { sha256: string; of: string }) {
  return (
    <span className={css.hash}>
      <code title={sha256}>{sha256.slice(0, 12)}</code>
      <CopyButton text={sha256} what={`the SHA-256 of ${of}`} />
    </span>
  );
}
