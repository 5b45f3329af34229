import { POPULATIONS } from '../../../core/contract/close/sample.ts';
import type { Sample } from '../../../core/contract/close/sample.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** What the sample was drawn from: each population adds up to a figure of the run. */
export function PopulationsPanel({ samples }: { samples: readonly Sample[] }) {
  const terms = samples[0]?.terms;
  if (terms === undefined)
    return (
      <Panel title="Population">
        <p className="quiet">The ledger has nothing to draw from.</p>
      </Panel>
    );
  const population = POPULATIONS[terms.population];
  const hasCurrency = samples.some(({ currency }) => currency !== '');
  const hasInterval = samples.some(({ interval }) => interval !== null);
  return (
    <Panel title={`Population: ${population.title.toLowerCase()}`} flush>
      <Table caption="What the sample was drawn from">
        <Heads
          of={[
            ...(hasCurrency ? ['Currency'] : []),
            ...['Items', 'Sum', 'Figure of the run', 'Difference'].map(figures),
            'Tied to',
            ...(hasInterval ? ['Interval', 'First hit at'].map(figures) : []),
            figures('Drawn'),
          ]}
        />
        <tbody>
          {samples.map((sample) => (
            <PopulationRow
              key={sample.currency}
              sample={sample}
              hasCurrency={hasCurrency}
              hasInterval={hasInterval}
              tiedTo={population.tiedTo}
            />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

interface PopulationRowProps {
  readonly sample: Sample;
  readonly hasCurrency: boolean;
  readonly hasInterval: boolean;
  /** The figure, in words. */
  readonly tiedTo: string;
}

function PopulationRow({ sample, hasCurrency, hasInterval, tiedTo }: PopulationRowProps) {
  const format = useFormat();
  const difference = sample.populationCents - sample.figure;
  return (
    <tr>
      {hasCurrency && <th scope="row">{sample.currency}</th>}
      <td className="number">{format.count(sample.populationItems)}</td>
      <td className="number">{format.amount(sample.populationCents)}</td>
      <td className="number">{format.amount(sample.figure)}</td>
      <td className="number">{format.amount(difference)}</td>
      <td>
        {difference === 0 ? <Pill tone="good">Tied</Pill> : <Pill tone="bad">Not tied</Pill>}{' '}
        {tiedTo}
      </td>
      {hasInterval && (
        <>
          <td className="number">{format.amount(sample.interval)}</td>
          <td className="number">{format.amount(sample.start)}</td>
        </>
      )}
      <td className="number">{format.count(sample.items.length)}</td>
    </tr>
  );
}
