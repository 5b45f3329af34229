import type { CustomCellRendererProps, CustomHeaderProps } from 'ag-grid-react';
import { TriangleAlert } from 'lucide-react';
import type { GridRow } from '../../core/contract/api/grid.ts';
import { Pill } from '../components/surfaces/surfaces.tsx';
import type { Tone } from '../components/surfaces/surfaces.tsx';
import { marksOf } from './exception-marks.ts';
import type { ExceptionMark } from './exception-marks.ts';
import css from './cells.module.css';

const STATUS_TONES: Readonly<Record<string, Tone>> = {
  redeemed: 'good',
  matched: 'good',
  'partly redeemed': 'info',
  'partly matched': 'warn',
  open: 'info',
  unmatched: 'bad',
};

/** MATCH_STATUS as a pill; words this version does not know stay neutral. */
export function StatusPill({ status }: { status: string }) {
  return <Pill tone={STATUS_TONES[status] ?? 'neutral'}>{status}</Pill>;
}

export function StatusCell({ value }: CustomCellRendererProps<GridRow, string | null>) {
  return value ? <StatusPill status={value} /> : null;
}

export function Mark({ mark }: { mark: ExceptionMark }) {
  return <span className={`${css.mark} ${css[mark.tone]}`}>{mark.letter}</span>;
}

/** The letters of a set of exceptions, named in full for whoever points at them or listens. */
export function Marks({ flags }: { flags: readonly string[] }) {
  const marks = marksOf(flags);
  if (marks.length === 0) return null;
  const names = marks.map(({ title }) => title).join('; ');
  return (
    <span className={css.marks} role="img" aria-label={names} title={names}>
      {marks.slice(0, 3).map((mark) => (
        <Mark key={mark.code} mark={mark} />
      ))}
    </span>
  );
}

export function MarksCell({ data }: CustomCellRendererProps<GridRow>) {
  return data ? <Marks flags={data.flags} /> : null;
}

/** A narrow header that has only room for a sign. */
export function MarksHeader({ displayName }: CustomHeaderProps) {
  return (
    <span className={css.marksHeader} title={displayName}>
      <TriangleAlert size={14} aria-hidden />
      <span className="visually-hidden">{displayName}</span>
    </span>
  );
}
