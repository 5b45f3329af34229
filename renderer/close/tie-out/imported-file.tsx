import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { useFormat } from '../../format/use-format.ts';
import { Attachment } from '../attachments/attachment.tsx';
import css from './tie-out.module.css';

/** The file that figures were imported from: its name and hash, by whom and when. */
export function ImportedFile({ file }: { file: CloseView['files']['balances'] }) {
  const format = useFormat();
  if (file === null) return null;
  const { name, sha256, by, at } = file;
  return (
    <p className={css.file}>
      From <Attachment file={{ name, sha256 }} />
      <span className="quiet">
        imported by {by}, {format.moment(at)} · SHA-256{' '}
        <span className="mono" title={sha256}>
          {sha256.slice(0, 12)}
        </span>
      </span>
    </p>
  );
}
