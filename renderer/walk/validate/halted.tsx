import type { ReactNode } from 'react';
import type { RunView } from '../../../core/contract/api/runs.ts';
import { Notice } from '../../components/surfaces/surfaces.tsx';
import css from './validate.module.css';

interface HaltedProps {
  readonly view: RunView;
  /** Instead of what the run's problem says. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** Why validation has halted the run, above the ways to go on. */
export function Halted({ view: { run }, title, children }: HaltedProps) {
  return (
    <Notice tone="warn" title={title ?? `Halted: ${run.problem?.message ?? ''}`}>
      <div className={css.choice}>{children}</div>
    </Notice>
  );
}
