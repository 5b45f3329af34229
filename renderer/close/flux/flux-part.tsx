import { FLUX_MEASURES } from '../../../core/contract/close/flux.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const fluxPart: ClosePart = { id: 'flux', title: 'Flux', clears: ['flux'], Panel: Flux };

/** The period beside what it is compared with. */
function Flux({ view }: ClosePanelProps) {
  const format = useFormat();
  return (
    <Panel title="Flux" flush>
      <Table caption="Amounts of the period">
        <Heads of={['Measure', 'Of', figures('Amount'), 'Explanation']} />
        <tbody>
          {view.flux.map((line) => (
            <tr key={line.key}>
              <td>{FLUX_MEASURES[line.measure]}</td>
              <td>{[line.currency, line.column, line.value].filter(Boolean).join(' ')}</td>
              <td className="number">{format.amount(line.amount)}</td>
              <td>{line.explanation ?? (line.wantsExplanation ? 'wanted' : '')}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
