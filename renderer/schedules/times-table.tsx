import { Link } from 'wouter';
import { useCall } from '../bridge/api.ts';
import { Loading, ProblemNotice, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import { StatePill } from './state-pill.tsx';

/** The times of a schedule so far. */
export function TimesTable({ scheduleId }: { scheduleId: number }) {
  const format = useFormat();
  const { data: times, error } = useCall('schedules.times', { id: scheduleId });
  if (error) return <ProblemNotice problem={error} />;
  if (!times) return <Loading what="Loading earlier times" />;
  return (
    <Table caption="Earlier times">
      <thead>
        <tr>
          <th scope="col">Due</th>
          <th scope="col">Outcome</th>
          <th scope="col" className="number">
            Tries
          </th>
          <th scope="col">Ended</th>
          <th scope="col">Run</th>
          <th scope="col">In the way</th>
        </tr>
      </thead>
      <tbody>
        {times.map(({ id, dueAt, state, tries, endedAt, runId, problem }) => (
          <tr key={id}>
            <td>{format.moment(dueAt)}</td>
            <td>
              <StatePill state={state} />
            </td>
            <td className="number">{format.count(tries)}</td>
            <td>{format.moment(endedAt)}</td>
            <td>{runId === null ? '–' : <Link href={routes.run(runId)}>{runId}</Link>}</td>
            <td>{problem?.message ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
