import { useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useOpenPlace } from '../../frame/open-places.tsx';
import css from './opening.module.css';

/** What the program does and what a file must hold, until the first workbook has been opened. */
export function FirstStart() {
  const { choose } = useOpenPlace();
  const { data: recent } = useCall('sources.recent', {});
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const sample = info?.samples[0];
  if (recent?.length !== 0 || sample === undefined) return null;
  return (
    <Panel
      title="New here?"
      actions={
        <Button onClick={() => choose({ place: sample.place })}>Try it with the sample</Button>
      }
    >
      <ul className={css.firstStart}>
        <li>
          <strong>What it does.</strong> It matches each redemption of store credit to the earned
          credit it used up, first in, first out, proves that the balances tie, and writes the files
          for your close and your auditor.
        </li>
        <li>
          <strong>What a file must hold.</strong> One row for each credit earned, spent or expired,
          with its TRANS_ID, TCTYPE, CREATEDAT, CUSTOMERID and AMOUNT. Columns with other names can
          be assigned.
        </li>
        <li>
          <strong>Where it goes.</strong> Your data stay on this computer unless you set up a
          delivery.
        </li>
      </ul>
    </Panel>
  );
}
