import { EXAMPLE_CHART } from '../../../core/contract/close/charts/example-chart.ts';
import type { ChartReasons } from '../../../core/contract/close/chart.ts';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';

/** The chart of accounts that is offered to begin with. */
export function ExampleChart() {
  return (
    <Table caption="The example chart of accounts">
      <Heads of={['Line', 'Movements', 'Reasons', 'Debit', 'Credit']} />
      <tbody>
        {EXAMPLE_CHART.lines.map(({ name, types, reasons, debit, credit }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{types.join(', ')}</td>
            <td>{reasonWords(reasons)}</td>
            <td>{debit}</td>
            <td>{credit}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function reasonWords(reasons: ChartReasons): string {
  switch (reasons.is) {
    case 'any':
      return 'any';
    case 'one':
      return reasons.reason || 'none given';
    case 'list':
      return reasons.reasons.join(', ');
    case 'pattern':
      return `like ${reasons.pattern}`;
  }
}
