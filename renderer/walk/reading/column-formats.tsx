import type { ColumnReadings } from '../../../core/contract/api/sources.ts';
import type { DateOrder, DecimalMark } from '../../../core/contract/settings.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button, ChoiceField } from '../../components/controls/controls.tsx';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Notice, Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { DATES_WORDS, DECIMALS_WORDS } from '../../../core/contract/setting-words/format-words.ts';
import { askedFormats, formatLines, formatQuestions, misreadColumns } from './format-view.ts';
import type { Example, FormatChoice, FormatQuestion, SaidFormats } from './format-view.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './reading.module.css';
import { SETTING_NAMES } from '../../../core/contract/setting-words/setting-names.ts';

interface ColumnFormatsProps {
  readonly formats: ColumnReadings;
  readonly said: SaidFormats;
  readonly onSaid: (said: SaidFormats) => void;
}

/** How dates and amounts are read, with some cells and what is made of them, before a run is begun. */
export function ColumnFormats({ formats, said, onSaid }: ColumnFormatsProps) {
  const format = useFormat();
  const { dates, amounts, rows, isWhole } = formats;
  return (
    <Panel title="Dates and amounts" flush>
      <Table caption="How dates and amounts are read">
        <Heads of={['Column', 'Format', 'In the file → read as']} />
        <tbody>
          {formatLines(formats, askedFormats(said), format).map(
            ({ header, written, cells, isUndecided }) => (
              <tr key={header}>
                <th scope="row">{header}</th>
                <td>{isUndecided ? <Pill tone="warn">{written}</Pill> : written}</td>
                <td>
                  <Examples cells={cells} isOpen={isUndecided} />
                </td>
              </tr>
            ),
          )}
        </tbody>
      </Table>
      <div className={parts.inPanel}>
        <p className="quiet">
          {isWhole
            ? rows === 1
              ? 'From the only row.'
              : `Based on all ${format.count(rows)} rows.`
            : `Based on the first ${format.count(rows)} rows. The run checks all rows and stops if a later one differs.`}
        </p>
        <div className={parts.fields}>
          {dates.length > 0 && (
            <ChoiceField
              label={SETTING_NAMES.dates}
              value={said.dates}
              hint="Saved for later files of this source."
              choices={choicesOf(DATES_WORDS)}
              onChange={(order) => onSaid({ ...said, dates: order })}
            />
          )}
          {amounts.length > 0 && (
            <ChoiceField
              label={SETTING_NAMES.decimals}
              value={said.decimals}
              hint="Saved for later files of this source."
              choices={choicesOf(DECIMALS_WORDS)}
              onChange={(mark) => onSaid({ ...said, decimals: mark })}
            />
          )}
        </div>
      </div>
    </Panel>
  );
}

/** Asks what no cell decides. */
export function FormatQuestions({ formats, said, onSaid }: ColumnFormatsProps) {
  const format = useFormat();
  return formatQuestions(formats, askedFormats(said), format).map((question) => (
    <Question
      key={question.kind}
      question={question}
      onDates={(dates) => onSaid({ ...said, dates })}
      onDecimals={(decimals) => onSaid({ ...said, decimals })}
    />
  ));
}

/**
 * Warns, where the run is begun, of formats that were said and that cells do not fit: those kept from an earlier file
 * may be wrong for this one.
 */
export function MisreadColumns({ formats, said, onSaid }: ColumnFormatsProps) {
  const format = useFormat();
  return misreadColumns(formats, askedFormats(said), format).map(({ kind, title, example }) => (
    <Notice
      key={title}
      tone="warn"
      title={title}
      actions={
        <Button onClick={() => onSaid({ ...said, [kind]: '' })}>
          {kind === 'dates' ? DATES_WORDS[''] : DECIMALS_WORDS['']}
        </Button>
      }
    >
      Row {format.count(example.row)} has <span className="mono">{example.text}</span>. As it is,
      these rows would be errors in the run. The format may have been saved with an earlier file of
      this source.
    </Notice>
  ));
}

function Question({
  question,
  onDates,
  onDecimals,
}: {
  readonly question: FormatQuestion;
  readonly onDates: (order: DateOrder) => void;
  readonly onDecimals: (mark: DecimalMark) => void;
}) {
  const { kind, why } = question;
  return (
    <Notice
      tone="warn"
      title={kind === 'dates' ? 'How are the dates written?' : 'How are the amounts written?'}
    >
      {why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {kind === 'dates' ? (
        <Choices choices={question.choices} onChoose={onDates} />
      ) : (
        <Choices choices={question.choices} onChoose={onDecimals} />
      )}
    </Notice>
  );
}

function Choices<Format extends string>({
  choices,
  onChoose,
}: {
  readonly choices: readonly FormatChoice<Format>[];
  readonly onChoose: (format: Format) => void;
}) {
  return (
    <div className={css.readings}>
      {choices.map(({ format, words, cells }) => (
        <div key={format} className={css.reading}>
          <Button onClick={() => onChoose(format)}>{words}</Button>
          <Examples cells={cells} />
        </div>
      ))}
    </div>
  );
}

interface ExamplesProps {
  readonly cells: readonly Example[];
  /** It is not yet said how they are read. */
  readonly isOpen?: boolean;
}

/** Cells as the file has them, and what they are read as. */
function Examples({ cells, isOpen = false }: ExamplesProps) {
  return (
    <ul className={css.examples}>
      {cells.map(({ row, text, read }) => (
        <li key={`${row} ${text}`}>
          <span className="mono">{text}</span>
          {!isOpen && <ReadAs read={read} />}
        </li>
      ))}
    </ul>
  );
}

function ReadAs({ read }: Pick<Example, 'read'>) {
  return (
    <>
      <span aria-hidden="true">→</span>
      {read === null ? (
        <span className={css.unread}>cannot be read</span>
      ) : (
        <span className={`mono ${css.read}`}>{read}</span>
      )}
    </>
  );
}
