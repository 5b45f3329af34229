import { Link } from 'wouter';
import type { DashboardRun } from '../../core/contract/api/dashboard.ts';
import type { RunTotals } from '../../core/contract/run.ts';
import { Amount, Fact, Facts } from '../components/surfaces/surfaces.tsx';
import { durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { totalByCurrency } from '../words/run-words.ts';
import { routes } from '../frame/routes.ts';
import css from './dashboard.module.css';
import { changeOf, exceptionCount } from './series.ts';
import type { Change } from './series.ts';

interface LatestFiguresProps {
  /** At least one, the oldest first. */
  readonly runs: readonly DashboardRun[];
  /** Of the latest run, for its currencies; null until they are known. */
  readonly totals: RunTotals | null;
}

/** The latest run in six figures, each with what it differs by from the run before. */
export function LatestFigures({ runs, totals }: LatestFiguresProps) {
  const format = useFormat();
  const latest = runs.at(-1)!;
  const several = totals?.byCurrency !== undefined;
  const quality = changeOf(runs, (run) => run.quality);
  const rate = changeOf(runs, (run) => run.matchRate);
  const liability = changeOf(runs, (run) => run.openLiability);
  const untracked = changeOf(runs, (run) => run.untracked);
  const exceptions = changeOf(runs, exceptionCount);
  const duration = changeOf(runs, (run) => run.durationMs);
  const amounts = (name: 'closing' | 'untracked', cents: number | null) =>
    several
      ? totalByCurrency(totals, name).map((one) => (
          <div key={one.currency}>
            <Amount cents={one.cents} currency={one.currency} />
          </div>
        ))
      : format.amount(cents);
  return (
    <section className={css.latest} aria-label="The latest completed run">
      <p className="quiet">
        The latest completed run, of{' '}
        <Link href={routes.run(latest.runId)}>{format.moment(latest.startedAt)}</Link>, beside the
        one before it.
      </p>
      <Facts>
        <Fact name="Quality score" value={format.share(quality.now)} note={points(quality)} />
        <Fact name="Match rate" value={format.share(rate.now)} note={points(rate)} />
        <Fact
          name="Open liability"
          value={amounts('closing', liability.now)}
          note={several ? 'By currency' : more(liability, format.amount)}
        />
        <Fact
          name="Untracked variance"
          value={amounts('untracked', untracked.now)}
          note={several ? 'By currency' : more(untracked, format.amount)}
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
  if (change === null) return 'No earlier run';
  const by = Math.round(Math.abs(change) * 1000) / 10;
  if (by === 0) return 'No change';
  return `${by.toFixed(1)} points ${change > 0 ? 'more' : 'less'}`;
}

function more({ change }: Change, show: (value: number) => string): string {
  if (change === null) return 'No earlier run';
  if (change === 0) return 'No change';
  return `${show(Math.abs(change))} ${change > 0 ? 'more' : 'less'}`;
}
