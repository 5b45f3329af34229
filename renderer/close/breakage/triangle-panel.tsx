import { useState } from 'react';
import type { EstimatedVintage } from '../../../core/contract/close/close-view.ts';
import { Segments } from '../../components/controls/segments.tsx';
import { choicesOf } from '../../components/controls/choices.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './breakage.module.css';
import { TRIANGLE_LOOKS, triangleRows } from './triangle-rows.ts';
import type { TriangleCell, TriangleLook } from './triangle-rows.ts';

interface TrianglePanelProps {
  /** The class that it is of. */
  readonly title: string;
  readonly cohorts: readonly EstimatedVintage[];
}

const LOOKS = choicesOf(TRIANGLE_LOOKS).map(({ value, words }) => ({ value, label: words }));

/** What was spent of each month's lots, age by age: the darker, the more. */
export function TrianglePanel({ title, cohorts }: TrianglePanelProps) {
  const format = useFormat();
  const [look, setLook] = useState<TriangleLook>('amounts');
  const rows = triangleRows(cohorts, look);
  if (rows.length === 0) return null;
  const oldest = Math.max(...rows.map(({ cells }) => cells.length));
  const ages = Array.from({ length: oldest }, (_, age) => age);
  const isWhole = rows.every(({ addsUp }) => addsUp);
  const shown = ({ cents, share, cumulative }: TriangleCell): string =>
    look === 'amounts' ? format.amount(cents) : format.share(look === 'share' ? share : cumulative);
  return (
    <Panel
      title={`${title}: redemption by month of issue and age`}
      flush
      actions={
        isWhole ? (
          <Pill tone="good">Rows add up to earned</Pill>
        ) : (
          <Pill tone="bad">Rows do not add up to earned</Pill>
        )
      }
    >
      <div className={css.looks}>
        <Segments label="Cells" value={look} options={LOOKS} onChange={setLook} />
      </div>
      <div className={css.triangle}>
        <Table caption={`${title}: redeemed by month of issue and months of age`}>
          <Heads
            of={[
              'Month of issue',
              figures('Earned'),
              ...ages.map((age) => figures(String(age))),
              figures('Expired'),
              figures('Open'),
            ]}
          />
          <tbody>
            {rows.map(({ month, earned, cells, expired, open }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                <td className="number">{format.amount(earned)}</td>
                {ages.map((age) => {
                  const cell = cells[age];
                  if (cell === undefined) return <td key={age} className={css.notYet} />;
                  return (
                    <td
                      key={age}
                      className={`number ${css[`heat${cell.heat}`]} ${cell.isPartial ? css.partial : ''}`}
                    >
                      {shown(cell)}
                    </td>
                  );
                })}
                <td className="number">{format.amount(expired)}</td>
                <td className="number">{format.amount(open)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <p className={parts.under}>
        Age in months: 0 is the month of issue. Earned is what was redeemed at all ages, what has
        expired and what is open. Figures in italics are of a month that has passed only in part;
        the estimate leaves them out.
      </p>
    </Panel>
  );
}
