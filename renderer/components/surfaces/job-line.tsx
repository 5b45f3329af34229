import { Hourglass } from 'lucide-react';
import type { JobProgress } from '../../../core/contract/api/runs.ts';
import { useFormat } from '../../format/use-format.ts';
import { waitingWords } from '../../format/waiting.ts';
import css from './job-line.module.css';
import { ProgressLine } from './surfaces.tsx';

interface JobLineProps {
  readonly progress: JobProgress | null;
  readonly starting?: string;
}

/** What a job is doing: how far it is, or what it waits for, which no bar can tell. */
export function JobLine({ progress, starting }: JobLineProps) {
  const format = useFormat();
  if (progress?.waiting == null)
    return <ProgressLine progress={progress} {...(starting && { starting })} />;
  return (
    <div className={css.waiting}>
      <Hourglass size={16} aria-hidden />
      <div className={css.text}>
        <strong role="status">{progress.words}</strong>
        <span>{waitingWords(progress.waiting, Date.now(), format)}.</span>
      </div>
    </div>
  );
}
