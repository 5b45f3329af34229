import { BRIDGE_TYPE_WORDS, inFile } from '../../../core/contract/bridge.ts';
import type { BridgeLine, CutOff } from '../../../core/contract/bridge.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Notice, Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

const SIDES = ['in the file', 'after the cut-off', 'set aside', 'at the cut-off'];

/** From the file to the figures: its total = at the cut-off + after it + set aside. */
export function BridgePanel({ cutOff: { asOf, bridge } }: { readonly cutOff: CutOff }) {
  const format = useFormat();
  const day = format.dayNamed(asOf);
  const currencies = new Set(bridge.map(({ currency }) => currency)).size > 1;
  const isEmpty = bridge.every(({ atCutOff }) => atCutOff.rows === 0);
  const sums = ({ rows, cents }: { readonly rows: number; readonly cents: number }) => (
    <>
      <td className="number">{format.count(rows)}</td>
      <td className="number">{format.amount(cents)}</td>
    </>
  );
  const amountSetAside = ({ rows, cents, unreadable }: BridgeLine['setAside']): string => {
    const unknown = `${format.count(unreadable)} of unknown amount`;
    if (unreadable === 0) return format.amount(cents);
    // Where no amount can be read, a zero would say that nothing is set aside.
    return unreadable === rows ? unknown : `${format.amount(cents)} and ${unknown}`;
  };
  return (
    <Panel title={`Bridge from the file to the balance at the end of ${day}`} flush>
      {isEmpty && (
        <Notice tone="warn" title={`There are no rows up to the end of ${day}.`}>
          Every figure is 0.00. Check the period or the as-of date.
        </Notice>
      )}
      <Table caption="The file's total, split into the cut-off balance, later rows and rows set aside">
        <Heads
          of={[
            'Type',
            ...(currencies ? ['Currency'] : []),
            ...SIDES.flatMap((side) => [figures(`Rows ${side}`), figures(`Amount ${side}`)]),
          ]}
        />
        <tbody>
          {bridge.map((line) => (
            <tr key={`${line.currency} ${line.type}`}>
              <th scope="row">{BRIDGE_TYPE_WORDS[line.type]}</th>
              {currencies && <td>{line.currency}</td>}
              {sums(inFile(line))}
              {sums(line.afterCutOff)}
              <td className="number">{format.count(line.setAside.rows)}</td>
              <td className="number">{amountSetAside(line.setAside)}</td>
              {sums(line.atCutOff)}
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
