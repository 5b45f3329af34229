import type { RunView } from '../../core/contract/api/runs.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { Trail } from './audit-trail.tsx';
import css from './audit.module.css';
import { Lineage } from './lineage-table.tsx';
import { Provenance } from './provenance.tsx';
import { Signatures } from './signatures.tsx';
import { Snapshot } from './snapshot.tsx';
import { Steps } from './steps.tsx';

export const screen = bindScreen('audit', ({ run }) => <AuditScreen run={run} />);

/** What an auditor asks of a run: where it came from, what was done, by whom, and to which bytes. */
function AuditScreen({ run: view }: { run: RunView }) {
  return (
    <div className={css.audit}>
      <Provenance view={view} />
      <Signatures view={view} />
      <Steps view={view} />
      <Lineage view={view} />
      <Snapshot view={view} />
      <Trail runId={view.run.id} />
    </div>
  );
}
