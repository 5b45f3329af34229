import { AlertTriangle, CircleX, Info } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { JobProgress } from '../../../core/contract/api/runs.ts';
import { RUN_STATUS_WORDS } from '../../../core/contract/run.ts';
import type { RunStatus } from '../../../core/contract/run.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { paceText } from '../../format/pace.ts';
import { timeText } from '../../format/time-left.ts';
import { useFormat } from '../../format/use-format.ts';
import { useNow } from '../../format/use-now.ts';
import { Button } from '../controls/controls.tsx';
import css from './surfaces.module.css';
import { useToast } from '../overlays/toasts.tsx';

interface PanelProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding: a table or a grid goes to the edge. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A titled surface; the title names it for screen readers. */
export function Panel({ title, actions, flush, children }: PanelProps) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={title ? id : undefined}>
      {title && (
        <header className={css.head}>
          <h2 id={id}>{title}</h2>
          {actions && <div className={css.headActions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? css.flush : css.body}>{children}</div>
    </section>
  );
}

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

export function Pill({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${css.pill} ${css[tone]}`}>{children}</span>;
}

const STATUS_TONES: Readonly<Record<RunStatus, Tone>> = {
  running: 'info',
  completed: 'good',
  failed: 'bad',
  halted: 'warn',
  cancelled: 'neutral',
  interrupted: 'warn',
};

/** How a run stands, in a word and a colour. */
export function RunStatusPill({ status, paused }: { status: string; paused?: boolean }) {
  if (paused) return <Pill tone="info">Waiting for you</Pill>;
  // A status of another version keeps its own name.
  const known = status as RunStatus;
  return <Pill tone={STATUS_TONES[known] ?? 'neutral'}>{RUN_STATUS_WORDS[known] ?? status}</Pill>;
}

interface NoticeProps {
  readonly tone: 'bad' | 'warn' | 'info' | 'good';
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function Notice({ tone, title, actions, children }: NoticeProps) {
  const Icon = tone === 'bad' ? CircleX : tone === 'warn' ? AlertTriangle : Info;
  return (
    <div className={`${css.notice} ${css[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={18} aria-hidden />
      <div className={css.noticeText}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={css.noticeActions}>{actions}</div>}
    </div>
  );
}

/** What happened and what to do, with the details to copy for whoever is asked for help. */
export function ProblemNotice({
  problem,
  actions,
}: {
  problem: ProblemValue;
  actions?: ReactNode;
}) {
  const toast = useToast();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(detailsOf(problem));
    toast('Details copied.');
  };
  return (
    <Notice
      tone={problem.kind === 'cancelled' ? 'info' : 'bad'}
      title={problem.message}
      actions={
        <>
          {actions}
          <Button onClick={() => void copy()}>Copy details</Button>
        </>
      }
    >
      {problem.hint}
    </Notice>
  );
}

function detailsOf(problem: ProblemValue): string {
  const details = Object.entries(problem.details ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [`${problem.code} (${problem.kind})`, problem.message, problem.hint, ...details].join(
    '\n',
  );
}

/** Says what would be here and what to do to have it. Its title heads nothing, so it is no heading. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** A plain table of few rows; large ones are grids. Cells of class `number` stand right-aligned. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={css.table}>
        <caption className="visually-hidden">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

/** Headline figures side by side. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>;
}
export function Fact({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>
        {value}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

/** An amount in cents, right-aligned with tabular figures, negatives as finance writes them. */
export function Amount({
  cents,
  currency,
}: {
  cents: number | null | undefined;
  currency?: string;
}) {
  const format = useFormat();
  const text = format.amount(cents);
  return (
    <span className={`figure${cents != null && cents < 0 ? ' negative' : ''}`}>
      {currency ? `${text} ${currency}` : text}
    </span>
  );
}

/** What is being done, how far it is, how fast it goes and how long it will take. */
export function ProgressLine({
  progress,
  starting = 'Starting',
}: {
  progress: JobProgress | null;
  starting?: string;
}) {
  const format = useFormat();
  const now = useNow();
  const words = progress?.words ?? starting;
  const share = progress?.share ?? null;
  const facts = [
    share !== null && `${Math.floor(share * 100)} %`,
    progress && paceText(progress, format),
    progress && timeText(progress, now),
  ].filter(Boolean);
  return (
    <div className={css.progress}>
      <div className={css.progressText}>
        <span>{words} …</span>
        <span>{facts.join(' · ')}</span>
      </div>
      <div
        className={`${css.bar} ${share === null ? css.unknown : ''}`}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      >
        <div style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

/** While something is on its way: the same height as what comes, and words instead of a spinner. */
export function Loading({ what }: { what: string }) {
  return (
    <p className="quiet" role="status">
      {what} …
    </p>
  );
}
