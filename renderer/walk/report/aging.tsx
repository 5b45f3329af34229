import type { BucketView, ReportView } from '../../../core/contract/runs/report-view.ts';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { byCurrency, withShares } from './report-figures.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './report.module.css';

/** The open lots by their age, and by when they expire. */
export function Aging({ report }: { report: ReportView }) {
  return (
    <div className={parts.halves}>
      <Buckets title="Open lots by age" buckets={report.byAge} />
      <Buckets title="Open lots by expiry" buckets={report.byExpiry} />
    </div>
  );
}

function Buckets({ title, buckets }: { title: string; buckets: readonly BucketView[] }) {
  const format = useFormat();
  const groups = byCurrency(buckets);
  return (
    <Panel title={title} flush>
      {groups.length === 0 && <p className={parts.under}>No open lots.</p>}
      {groups.map(({ currency, items }) => (
        <div key={currency} className={css.buckets}>
          {groups.length > 1 && <h3 className={css.currency}>{currency}</h3>}
          <Table
            caption={`${title}: lots and amounts${groups.length > 1 ? ` in ${currency}` : ''}`}
          >
            <thead>
              <tr>
                <th scope="col">Bucket</th>
                <th scope="col" className="number">
                  Lots
                </th>
                <th scope="col" className="number">
                  Amount
                </th>
                <th scope="col" className={css.barCell}>
                  <span className="visually-hidden">As a bar</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {withShares(items).map(({ bucket, lots, cents, share }) => (
                <tr key={bucket}>
                  <th scope="row">{bucket}</th>
                  <td className="number">{format.count(lots)}</td>
                  <td className="number">{format.amount(cents)}</td>
                  <td className={css.barCell}>
                    <div className={css.bucket} style={{ width: `${share * 100}%` }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ))}
    </Panel>
  );
}
