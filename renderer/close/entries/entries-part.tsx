import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const entriesPart: ClosePart = {
  id: 'entries',
  title: 'Journal entries',
  clears: ['entries', 'booked'],
  Panel: Entries,
};

/** The entries of the period, to be booked and booked. */
function Entries({ view, person, isLocked, busy, change }: ClosePanelProps) {
  const format = useFormat();
  const { sourceId, period, toBook } = view;
  const book = (): void => {
    if (person !== null) void change(() => api('close.book', { sourceId, period, by: person }));
  };
  return (
    <Panel
      title="Journal entries"
      flush
      actions={
        toBook.length > 0 && (
          <Button look="primary" disabled={isLocked || busy || person === null} onClick={book}>
            Book {toBook.length === 1 ? '1 entry' : `${format.count(toBook.length)} entries`}
          </Button>
        )
      }
    >
      <Table caption="Journal entries of the period">
        <Heads of={['Entry', 'Account', figures('Debit'), figures('Credit')]} />
        <tbody>
          {[...view.toBook, ...view.booked].flatMap(({ id, lines }) =>
            lines.map(({ account, debit, credit }, index) => (
              <tr key={`${id} ${index}`}>
                <td>{id}</td>
                <td>{account}</td>
                <td className="number">{format.amount(debit)}</td>
                <td className="number">{format.amount(credit)}</td>
              </tr>
            )),
          )}
        </tbody>
      </Table>
    </Panel>
  );
}
