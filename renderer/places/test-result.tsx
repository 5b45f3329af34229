import { Button } from '../components/controls/controls.tsx';
import { JobLine } from '../components/surfaces/job-line.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { ConnectionReportView } from './connection-report.tsx';
import parts from '../components/surfaces/parts.module.css';
import css from './places.module.css';
import type { ConnectionTest } from './connection-test.ts';

/** The test while it runs, which can be cancelled, and what it has found; nothing before it. */
export function TestResult({ test }: { test: Omit<ConnectionTest, 'begin'> }) {
  if (test.busy)
    return (
      <div className={css.buttons}>
        <div className={parts.barText}>
          <JobLine progress={test.progress} starting="Testing the connection" />
        </div>
        <Button onClick={test.cancel}>Cancel</Button>
      </div>
    );
  if (test.problem) return <ProblemNotice problem={test.problem} />;
  return test.report ? <ConnectionReportView report={test.report} /> : null;
}
