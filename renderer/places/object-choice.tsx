import type { ObjectChoice, RemoteObjectFacts } from '../../core/contract/api/places.ts';
import { figures, Heads, unseen } from '../components/surfaces/heads.tsx';
import { Table } from '../components/surfaces/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { choiceWords } from './report-words.ts';
import parts from '../components/surfaces/parts.module.css';
import css from './places.module.css';

/** Which file a pattern or a prefix stands for, of how many, and the next ones. */
export function ObjectChoiceTable({ choice }: { choice: ObjectChoice }) {
  const { chosen, others, pattern } = choice;
  return (
    <div className={css.choice}>
      <p>
        {choiceWords(choice)} <span className={parts.place}>{pattern}</span>
      </p>
      <Table caption="Matching files">
        <Heads of={['File', 'Modified', figures('Size'), unseen('Choice')]} />
        <tbody>
          <ObjectRow object={chosen} chosen />
          {others.map((object) => (
            <ObjectRow key={object.place} object={object} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function ObjectRow({ object, chosen = false }: { object: RemoteObjectFacts; chosen?: boolean }) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row" className={parts.place}>
        {object.place}
      </th>
      <td className={css.oneLine}>{format.moment(object.modifiedAt)}</td>
      <td className="number">{bytesText(object.bytes)}</td>
      <td>{chosen && <strong>Chosen</strong>}</td>
    </tr>
  );
}
