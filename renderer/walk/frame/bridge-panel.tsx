import { BRIDGE_TYPE_WORDS, inFile } from '../../../core/contract/bridge.ts';
import type { BridgeLine, CutOff } from '../../../core/contract/bridge.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Notice, Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { bridgeGroups, bridgeNet, bridgeSums } from './bridge-sums.ts';
import type { SideSum } from './bridge-sums.ts';
import css from './frame.module.css';

/** The sides of the bridge, each with the rows and the amount of a line there. */
const SIDES: readonly {
  readonly name: string;
  readonly of: (line: BridgeLine) => SideSum;
}[] = [
  {
    name: 'In the file',
    of: (line) => ({ ...inFile(line), unreadable: line.setAside.unreadable }),
  },
  { name: 'After the cut-off', of: ({ afterCutOff }) => afterCutOff },
  { name: 'Set aside', of: ({ setAside }) => setAside },
  { name: 'At the cut-off', of: ({ atCutOff }) => atCutOff },
];

interface BridgePanelProps {
  readonly cutOff: CutOff;
  /** Rows that were reported are changed or gone, and nobody has decided yet which figures count. */
  readonly undecided?: boolean;
}

/**
 * From the file to the figures: its total = at the cut-off + after it + set aside. A column for each side, the
 * amount with its rows beneath; a group for each currency.
 */
export function BridgePanel({ cutOff: { asOf, bridge }, undecided = false }: BridgePanelProps) {
  const format = useFormat();
  const day = format.dayNamed(asOf);
  const isEmpty = bridge.every(({ atCutOff }) => atCutOff.rows === 0);
  const groups = bridgeGroups(bridge);
  return (
    <Panel title={`Bridge from the file to the balance at the end of ${day}`} flush>
      {isEmpty && (
        <Notice tone="warn" title={`There are no rows up to the end of ${day}.`}>
          Every figure is 0.00. Check the period or the as-of date.
        </Notice>
      )}
      {undecided && (
        <p className={css.bridgeNote}>
          Changed and gone rows are included as they were reported, until you decide.
        </p>
      )}
      <Table caption="The file's total, split into the cut-off balance, later rows and rows set aside">
        <Heads of={['Type', ...SIDES.map(({ name }) => figures(name))]} />
        {groups.map(({ currency, lines }) => (
          <tbody key={currency}>
            {groups.length > 1 && (
              <tr>
                <th scope="rowgroup" colSpan={SIDES.length + 1} className={css.bridgeCurrency}>
                  {currency || 'No currency given'}
                </th>
              </tr>
            )}
            {lines.map((line) => (
              <tr key={line.type}>
                <th scope="row">{BRIDGE_TYPE_WORDS[line.type]}</th>
                <Sums of={(side) => side(line)} />
              </tr>
            ))}
            <tr>
              <th scope="row">
                Net <span className="quiet">earned less spent and expired</span>
              </th>
              <Sums of={(side) => bridgeNet(lines, side)} />
            </tr>
          </tbody>
        ))}
      </Table>
    </Panel>
  );
}

type Side = (typeof SIDES)[number]['of'];

/** A cell for each side: the amount, with its rows beneath. */
function Sums({ of }: { readonly of: (side: Side) => SideSum }) {
  const format = useFormat();
  return SIDES.map(({ name, of: side }) => {
    const { amount, rows } = bridgeSums(of(side), format);
    return (
      <td key={name} className="number">
        {amount}
        <span className={css.bridgeRows}>{rows}</span>
      </td>
    );
  });
}
