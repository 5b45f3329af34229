import type { RunView } from '../../../core/contract/api/runs.ts';
import type { AskedFormats } from '../../../core/contract/settings.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button } from '../../components/controls/controls.tsx';
import { useFormat } from '../../format/use-format.ts';
import { DATES_WORDS, DECIMALS_WORDS } from '../../../core/contract/setting-words/format-words.ts';
import { useOpenPlace } from '../../frame/open-places.tsx';
import { setAsideWords } from '../../words/set-aside-words.ts';
import { ChangedRowsChoice } from './changed-rows.tsx';
import { FixedFile } from './fixed-file.tsx';
import { Halted } from './halted.tsx';
import { UNDECIDED } from './row-decisions.ts';
import { usePlaceOfRun, useRequestLike } from '../../under-way/run-again.ts';
import parts from '../../components/surfaces/parts.module.css';
import type { Starting } from '../../under-way/work-under-way.ts';

interface HaltChoiceProps {
  readonly view: RunView;
  readonly starting: Starting;
}

/** Where validation has halted the run: what was found, and the ways to go on. */
export function HaltChoice(props: HaltChoiceProps) {
  switch (props.view.run.problem?.code) {
    case 'validation.reported-rows-changed':
      return <ChangedRowsChoice {...props} />;
    case 'increment.columns-differ':
      return <ColumnsChoice {...props} />;
    case 'validation.decided-rows-unknown':
      return <DecisionsChoice {...props} />;
    case 'validation.hardly-any-shared':
      return <OtherLedgerChoice {...props} />;
    case 'column.dates-ambiguous':
      return <FormatChoice {...props} readings={READINGS_OF_DATES} />;
    case 'column.decimals-ambiguous':
      return <FormatChoice {...props} readings={READINGS_OF_AMOUNTS} />;
    case 'sheet.missing':
    case 'sheet.chosen-missing':
      return <SheetsChoice {...props} />;
    case 'validation.errors':
      return <ErrorsChoice {...props} />;
    default:
      return <FileChoice {...props} />;
  }
}

/** Rows were decided that need no decision: what was compared has changed since. */
function DecisionsChoice({ view, starting }: HaltChoiceProps) {
  const like = useRequestLike(view);
  return (
    <Halted view={view}>
      <p>
        The decisions were made for another file, or another run has been completed since. Run again
        without them; rows that still need a decision are shown.
      </p>
      <div className={parts.buttons}>
        <Button
          look="primary"
          disabled={starting.busy}
          onClick={() => starting.start(like(UNDECIDED), null)}
        >
          Run again without the decisions
        </Button>
        <FixedFile view={view} starting={starting} />
      </div>
    </Halted>
  );
}

/** A workbook whose sheets do not say which is which: a person says it at the preview. */
function SheetsChoice({ view, starting }: HaltChoiceProps) {
  const place = usePlaceOfRun(view);
  const { choose } = useOpenPlace();
  const { sourceId, settings } = view.run;
  return (
    <Halted view={view}>
      <p>
        Nothing was published. Choose which sheet has the ledger, and which ones to check orders and
        customers against; the choice is saved for later files of this source.
      </p>
      <div className={parts.buttons}>
        <Button
          look="primary"
          disabled={starting.busy}
          onClick={() => choose({ ...place, again: { sourceId, settings } })}
        >
          Choose the sheets
        </Button>
        <FixedFile view={view} starting={starting} />
      </div>
    </Halted>
  );
}

/** A file with almost nothing of what was reported: new rows, or another ledger. */
function OtherLedgerChoice({ view, starting }: HaltChoiceProps) {
  const like = useRequestLike(view);
  const { start, busy } = starting;
  return (
    <Halted view={view}>
      <p>
        Is this the right file? If it holds only new rows, they are added to what was reported. If
        it is another ledger, it gets its own source, and {view.run.sourceName} is not changed. To
        start {view.run.sourceName} over, use the file as its whole ledger.
      </p>
      <div className={parts.buttons}>
        <Button
          look="primary"
          disabled={busy}
          onClick={() => start(like({ increment: 'new-rows' }), null)}
        >
          Add as new rows
        </Button>
        <Button
          disabled={busy}
          onClick={() => start({ ...like({}), source: { kind: 'new', name: null } }, null)}
        >
          Make it a new source
        </Button>
        <Button disabled={busy} onClick={() => start(like({ increment: 'off' }), null)}>
          Start {view.run.sourceName} over
        </Button>
        <FixedFile view={view} starting={starting} />
      </div>
    </Halted>
  );
}

/** New rows that do not have the columns of what stands cannot be added to it. */
function ColumnsChoice({ view, starting }: HaltChoiceProps) {
  const like = useRequestLike(view);
  const { start, busy } = starting;
  return (
    <Halted view={view}>
      <p>Nothing was published. Export the new rows with the same columns as the previous file.</p>
      <div className={parts.buttons}>
        <FixedFile view={view} starting={starting} />
        <Button disabled={busy} onClick={() => start(like({ increment: 'off' }), null)}>
          Treat it as a separate ledger
        </Button>
      </div>
    </Halted>
  );
}

interface Reading {
  readonly words: string;
  /** That the file is to be read by. */
  readonly asked: AskedFormats;
}

/** A date that begins with its year is never in doubt. */
const READINGS_OF_DATES = choicesOf(DATES_WORDS).flatMap(({ value: dates, words }): Reading[] =>
  dates === 'dmy' || dates === 'mdy' ? [{ words, asked: { dates } }] : [],
);
const READINGS_OF_AMOUNTS = choicesOf(DECIMALS_WORDS).flatMap(
  ({ value: decimals, words }): Reading[] =>
    decimals === '' ? [] : [{ words, asked: { decimals } }],
);

/** A column that can be read in two ways: a person says which is meant. */
function FormatChoice({
  view,
  starting,
  readings,
}: HaltChoiceProps & { readonly readings: readonly Reading[] }) {
  const like = useRequestLike(view);
  const { start, busy } = starting;
  return (
    <Halted view={view}>
      <p>
        Nothing was published. Choose how the file is written and the run starts again; a value that
        does not fit becomes a finding. Or correct the file.
      </p>
      <div className={parts.buttons}>
        {readings.map(({ words, asked }) => (
          <Button key={words} disabled={busy} onClick={() => start(like(asked), null)}>
            {words}
          </Button>
        ))}
        <FixedFile view={view} starting={starting} />
      </div>
    </Halted>
  );
}

/** Nothing can be read as it is: only another file helps. */
function FileChoice({ view, starting }: HaltChoiceProps) {
  return (
    <Halted view={view}>
      <p>Nothing was published. Correct the file as the findings say, save it and run again.</p>
      <div className={parts.buttons}>
        <FixedFile view={view} starting={starting} />
      </div>
    </Halted>
  );
}

/** Errors: mend the workbook, or set the rows aside and go on. */
function ErrorsChoice({ view, starting }: HaltChoiceProps) {
  const { rejected } = view;
  const format = useFormat();
  const like = useRequestLike(view);
  const { start, busy } = starting;
  const rows = rejected?.rows ?? 0;
  const noun = rows === 1 ? 'row' : 'rows';
  const words = setAsideWords(rejected?.byCurrency ?? [], format);
  const amounts = words === undefined ? '' : `, ${words}`;
  return (
    <Halted
      view={view}
      title={
        rejected
          ? `Halted: ${format.counted(rows, 'row')} with errors${amounts}.`
          : 'Halted by errors.'
      }
    >
      <p>
        Nothing was published. Correct the file as the findings say, save it and run again, or set
        the {noun} aside: they are reported with their findings and totals, and the rest is
        reconciled.
      </p>
      <div className={parts.buttons}>
        <FixedFile view={view} starting={starting} />
        <Button disabled={busy} onClick={() => start(like({ onError: 'quarantine' }), null)}>
          {rejected
            ? `Quarantine ${format.counted(rows, 'row')} and continue`
            : 'Quarantine the rows and continue'}
        </Button>
      </div>
    </Halted>
  );
}
