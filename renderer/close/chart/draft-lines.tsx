import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { Button } from '../../components/controls/controls.tsx';
import { Heads, unseen } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { movedLine, withoutLine } from './chart-draft.ts';
import type { ChartDraft, DraftLine, WrongLine } from './chart-draft.ts';
import css from './chart.module.css';
import { groupsWords, reasonsWords } from './chart-words.ts';

interface DraftLinesProps {
  readonly draft: ChartDraft;
  readonly wrong: ReadonlyMap<number, WrongLine>;
  readonly onChange: (draft: ChartDraft) => void;
  readonly onEdit: (line: DraftLine) => void;
}

/** The lines of a draft in their order, which says which of them counts; each is changed, moved or taken out. */
export function DraftLines({ draft, wrong, onChange, onEdit }: DraftLinesProps) {
  return (
    <div className={css.lines}>
      <Table caption="Lines of the draft">
        <Heads of={['Line', 'Types', 'Reasons', 'Groups', 'Debit', 'Credit', unseen('Change')]} />
        <tbody>
          {draft.lines.map((line, place) => {
            const { key, text } = line;
            const name = text.name || `line ${place + 1}`;
            const faults = Object.entries(wrong.get(key) ?? {});
            return (
              <tr key={key}>
                <th scope="row">
                  {name}
                  {faults.map(([field, words]) => (
                    <small key={field} className={css.wrong}>
                      {field}: {words}
                    </small>
                  ))}
                </th>
                <td>{text.types}</td>
                <td>{reasonsWords(text)}</td>
                <td>{groupsWords(text)}</td>
                <td>{text.debit}</td>
                <td>{text.credit}</td>
                <td className={css.changes}>
                  <Button
                    look="plain"
                    iconOnly
                    aria-label={`Change ${name}`}
                    onClick={() => onEdit(line)}
                  >
                    <Pencil size={16} aria-hidden />
                  </Button>
                  <Button
                    look="plain"
                    iconOnly
                    aria-label={`Move ${name} up`}
                    disabled={place === 0}
                    onClick={() => onChange(movedLine(draft, key, -1))}
                  >
                    <ArrowUp size={16} aria-hidden />
                  </Button>
                  <Button
                    look="plain"
                    iconOnly
                    aria-label={`Move ${name} down`}
                    disabled={place === draft.lines.length - 1}
                    onClick={() => onChange(movedLine(draft, key, 1))}
                  >
                    <ArrowDown size={16} aria-hidden />
                  </Button>
                  <Button
                    look="plain"
                    iconOnly
                    aria-label={`Take out ${name}`}
                    onClick={() => onChange(withoutLine(draft, key))}
                  >
                    <Trash2 size={16} aria-hidden />
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
