import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { classKey, classTitle, expectationWords } from './breakage-words.ts';
import css from './breakage.module.css';

interface ClassTableProps {
  readonly classes: readonly BreakageView[];
  /** The key of the class that is shown below. */
  readonly shown: string;
  readonly onShow: (of: BreakageView) => void;
}

const FIGURES = [
  ['Earned', 'earned'],
  ['Redeemed', 'spent'],
  ['Breakage', 'breakage'],
  ['Recognised', 'recognised'],
  ['Still to recognise', 'toRecognise'],
  ['True-up', 'trueUp'],
] as const;

/** Every class with its figures, and the sums of each currency. */
export function ClassTable({ classes, shown, onShow }: ClassTableProps) {
  const format = useFormat();
  const currencies = [...new Set(classes.map(({ currency }) => currency))];
  return (
    <div className={css.classes}>
      <Table caption="The estimate of each class">
        <Heads of={['Class', 'Estimated by', ...FIGURES.map(([name]) => figures(name))]} />
        <tbody>
          {classes.map((one) => {
            const key = classKey(one);
            return (
              <tr key={key} className={key === shown ? css.shown : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={css.choose}
                    aria-pressed={key === shown}
                    onClick={() => onShow(one)}
                  >
                    {classTitle(one)}
                  </button>
                </th>
                <td className={css.by}>{expectationWords(one.expectation, format)}</td>
                {FIGURES.map(([name, id]) => (
                  <td key={name} className="number">
                    {format.amount(one[id])}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          {currencies.map((currency) => {
            const of = classes.filter((one) => one.currency === currency);
            return (
              <tr key={currency}>
                <th scope="row">{currency === '' ? 'All classes' : `All classes, ${currency}`}</th>
                <td />
                {FIGURES.map(([name, id]) => (
                  <td key={name} className="number">
                    {format.amount(of.reduce((sum, one) => sum + one[id], 0))}
                  </td>
                ))}
              </tr>
            );
          })}
        </tfoot>
      </Table>
    </div>
  );
}
