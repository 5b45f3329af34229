import { ArrowRight } from 'lucide-react';
import { Link } from 'wouter';
import type { RunView } from '../../core/contract/api/runs.ts';
import { STEP_TITLES } from '../../core/contract/steps.ts';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import { Panel, Table } from '../components/surfaces/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import css from './audit.module.css';
import { Checksum } from './checksum.tsx';
import { checksumText, lineageOf } from './lineage.ts';

/** Which file was made from which, with the checksum of each. */
export function Lineage({ view }: { view: RunView }) {
  const format = useFormat();
  const lineage = lineageOf(view);
  return (
    <Panel
      title="Lineage"
      flush={lineage.length > 0}
      actions={
        view.outputs.length > 0 && (
          <>
            <Link href={routes.run(view.run.id, 'verify')}>Verify the files again</Link>
            <CopyButton text={checksumText(view.outputs)} what="the checksums of the outputs">
              Copy checksums
            </CopyButton>
          </>
        )
      }
    >
      {lineage.length === 0 ? (
        <p className="quiet">Nothing has been read yet.</p>
      ) : (
        <Table caption="From the source to the outputs">
          <Heads
            of={['Step', 'Made from', 'Written', figures('Rows'), figures('Size'), 'Checksum']}
          />
          <tbody>
            {lineage.map(({ step, reads, writes }) =>
              (writes.length === 0 ? [null] : writes).map((file, place) => (
                <tr key={`${step} ${file?.name ?? ''}`}>
                  {place === 0 && (
                    <>
                      <th scope="row" rowSpan={Math.max(1, writes.length)}>
                        {STEP_TITLES[step]}
                      </th>
                      <td rowSpan={Math.max(1, writes.length)} className={css.nowrap}>
                        {reads.length === 0 ? (
                          'The source location'
                        ) : (
                          <>
                            {reads.join(', ')} <ArrowRight size={12} aria-hidden />
                          </>
                        )}
                      </td>
                    </>
                  )}
                  <td>{file?.name ?? '–'}</td>
                  <td className="number">{format.count(file?.rows)}</td>
                  <td className="number">{bytesText(file?.bytes)}</td>
                  <td>{file && <Checksum value={file.checksum} of={file.name} />}</td>
                </tr>
              )),
            )}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
