import { GROUP_COLUMNS } from '../../../core/contract/close/chart.ts';
import type { Chart } from '../../../core/contract/close/chart.ts';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { textsOf } from './chart-draft.ts';
import css from './chart.module.css';
import { groupsWords, reasonsWords } from './chart-words.ts';

/** The lines of a version of the chart, in the order in which they are looked through. */
export function ChartTable({ chart }: { readonly chart: Chart }) {
  const lines = textsOf(chart);
  const hasGroups = lines.some(({ groups }) =>
    GROUP_COLUMNS.some((column) => groups[column] !== ''),
  );
  const hasDimensions = lines.some(({ dimensions }) => dimensions !== '');
  return (
    <div className={css.lines}>
      <Table caption={`Chart of accounts, version ${chart.version}`}>
        <Heads
          of={[
            'Line',
            'Types',
            'Reasons',
            ...(hasGroups ? ['Groups'] : []),
            'Debit',
            'Credit',
            'Memo',
            ...(hasDimensions ? ['Dimensions'] : []),
          ]}
        />
        <tbody>
          {lines.map((line, place) => (
            <tr key={`${place} ${line.name}`}>
              <th scope="row">{line.name}</th>
              <td>{line.types}</td>
              <td>{reasonsWords(line)}</td>
              {hasGroups && <td>{groupsWords(line)}</td>}
              <td>{line.debit}</td>
              <td>{line.credit}</td>
              <td>{line.memo}</td>
              {hasDimensions && <td>{line.dimensions}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
