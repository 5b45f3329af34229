import type { ProblemValue } from '../../core/contract/problem.ts';
import type { SchedulePreview } from '../../core/contract/schedules/schedule.ts';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import css from './schedules.module.css';

/** What a schedule will do, in a sentence, and when, by the clock of its zone. */
export function SchedulePreviewed({
  preview,
  problem,
  zone,
}: {
  readonly preview: SchedulePreview | undefined;
  readonly problem: ProblemValue | null;
  readonly zone: string;
}) {
  if (problem) return <ProblemNotice problem={problem} />;
  if (!preview) return null;
  return (
    <section className={css.preview} aria-label="What it will do">
      <p>{preview.sentence}</p>
      {preview.next.length === 0 ? (
        <p className="quiet">There is no such time in the years ahead.</p>
      ) : (
        <ol className={css.times}>
          {preview.next.map(({ at, period }) => (
            <li key={at}>
              <span>{timeIn(at, zone)}</span>
              <span className="quiet">{period ?? 'whole ledger'}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** With the day of the week, which tells a day of business at a glance. */
function timeIn(moment: number, zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(moment);
  } catch {
    // The zone is being typed, and these times are still those of the one before.
    return new Date(moment).toISOString();
  }
}
