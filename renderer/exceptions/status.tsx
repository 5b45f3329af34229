import type { ExceptionStatus } from '../../core/contract/run.ts';
import { Pill } from '../components/surfaces/surfaces.tsx';
import type { Tone } from '../components/surfaces/surfaces.tsx';

export const STATUS_WORDS: Readonly<Record<ExceptionStatus, string>> = {
  open: 'Open',
  explained: 'Explained',
  accepted: 'Accepted',
  resolved: 'Resolved',
};

const TONES: Readonly<Record<ExceptionStatus, Tone>> = {
  open: 'warn',
  explained: 'info',
  accepted: 'neutral',
  resolved: 'good',
};

export function StatusPill({ status }: { status: ExceptionStatus }) {
  return <Pill tone={TONES[status]}>{STATUS_WORDS[status]}</Pill>;
}
