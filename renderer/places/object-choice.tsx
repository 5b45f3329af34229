import type { ObjectChoice, RemoteObjectFacts } from '../../core/contract/api/places.ts';
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
      <Table caption="Files that fit">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Modified</th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col">
              <span className="visually-hidden">Choice</span>
            </th>
          </tr>
        </thead>
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
