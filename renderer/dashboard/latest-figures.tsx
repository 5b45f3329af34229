import { Link } from 'wouter';
import type { DashboardRun } from '../../core/contract/api/dashboard.ts';
import { Fact, Facts } from '../components/surfaces/surfaces.tsx';
import { durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import css from './dashboard.module.css';
import { changeOf, exceptionCount, figureIn } from './board/series.ts';
import type { Change } from './board/series.ts';

interface LatestFiguresProps {
  /** At least one, the earliest period end first. */
  readonly runs: readonly DashboardRun[];
  /** Whose amounts are shown. */
  readonly currency: string;
}

/** The latest period end in six figures, each with what it differs by from the one before. */
export function LatestFigures({ runs, currency }: LatestFiguresProps) {
  const format = useFormat();
  const latest = runs.at(-1)!;
  const quality = changeOf(runs, (run) => run.quality);
  const rate = changeOf(runs, figureIn(currency, 'matchRate'));
  const liability = changeOf(runs, figureIn(currency, 'openLiability'));
  const untracked = changeOf(runs, figureIn(currency, 'untracked'));
  const exceptions = changeOf(runs, exceptionCount);
  const duration = changeOf(runs, (run) => run.durationMs);
  return (
    <section className={css.latest} aria-label="The latest period end">
      <p className="quiet">
        At the end of {format.dayNamed(latest.asOf)} (
        <Link href={routes.run(latest.runId)}>run of {format.moment(latest.startedAt)}</Link>)
        {currency !== '' && `, in ${currency}`}, compared with the previous period end.
      </p>
      <Facts>
        <Fact
          name="Rows without an error"
          value={format.share(quality.now)}
          note={points(quality)}
        />
        <Fact name="Match rate" value={format.share(rate.now)} note={points(rate)} />
        <Fact
          name="Open liability"
          value={format.amount(liability.now)}
          note={more(liability, format.amount)}
        />
        <Fact
          name="Untracked variance"
          value={format.amount(untracked.now)}
          note={more(untracked, format.amount)}
        />
        <Fact
          name="Exceptions"
          value={format.count(exceptions.now)}
          note={more(exceptions, format.count)}
        />
        <Fact
          name="Duration"
          value={durationText(duration.now)}
          note={more(duration, durationText)}
        />
      </Facts>
    </section>
  );
}

/** The change of a share, in points of a hundred. */
function points({ change }: Change): string {
  if (change === null) return 'No earlier period end';
  const by = Math.round(Math.abs(change) * 1000) / 10;
  if (by === 0) return 'No change';
  return `${by.toFixed(1)} points ${change > 0 ? 'more' : 'less'}`;
}

function more({ change }: Change, show: (value: number) => string): string {
  if (change === null) return 'No earlier period end';
  if (change === 0) return 'No change';
  return `${show(Math.abs(change))} ${change > 0 ? 'more' : 'less'}`;
}
