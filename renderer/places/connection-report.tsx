import { CircleCheck, CircleDashed, CircleX, Hourglass } from 'lucide-react';
import type { ConnectionReport, RemoteObjectFacts } from '../../core/contract/api/places.ts';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { ObjectChoiceTable } from './object-choice.tsx';
import { MARK_WORDS, STEP_WORDS, stepMark, verdictOf } from './report-words.ts';
import parts from '../components/surfaces/parts.module.css';
import css from './places.module.css';

const MARKS = {
  passed: CircleCheck,
  failed: CircleX,
  absent: Hourglass,
  skipped: CircleDashed,
} as const;

/** What a connection test has found: each step, how to mend the one that failed, and the file. */
export function ConnectionReportView({ report }: { report: ConnectionReport }) {
  const { steps, object, choice } = report;
  const verdict = verdictOf(report);
  return (
    <section className={css.report} aria-label="Connection test">
      <strong role="status" className={css[verdict.mark]}>
        {verdict.words}
      </strong>
      <ol className={css.steps}>
        {steps.map((one) => {
          const { step, outcome, words, hint } = one;
          const mark = stepMark(one);
          const Mark = MARKS[mark];
          return (
            <li key={step} className={css[mark]}>
              <Mark size={16} aria-hidden className={css.mark} />
              <div className={css.stepText}>
                <strong>{STEP_WORDS[step]}</strong>{' '}
                <span className={css.outcome}>{MARK_WORDS[mark]}</span>
                {outcome !== 'skipped' && <div className={css.words}>{words}</div>}
                {hint && <div className={css.hint}>{hint}</div>}
              </div>
            </li>
          );
        })}
      </ol>
      {choice ? <ObjectChoiceTable choice={choice} /> : object && <Found object={object} />}
    </section>
  );
}

function Found({ object: { place, bytes, modifiedAt } }: { object: RemoteObjectFacts }) {
  const format = useFormat();
  return (
    <p>
      Found: <span className={parts.place}>{place}</span>
      {bytes !== null && `, ${bytesText(bytes)}`}
      {modifiedAt !== null && `, modified ${format.moment(modifiedAt)}`}
    </p>
  );
}
