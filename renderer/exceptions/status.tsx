import { EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import type { ExceptionStatus } from '../../core/contract/run.ts';
import { Pill } from '../components/surfaces/surfaces.tsx';
import type { Tone } from '../components/surfaces/surfaces.tsx';

const TONES: Readonly<Record<ExceptionStatus, Tone>> = {
  open: 'warn',
  explained: 'info',
  accepted: 'neutral',
  resolved: 'good',
};

export function StatusPill({ status }: { status: ExceptionStatus }) {
  return <Pill tone={TONES[status]}>{EXCEPTION_STATUS_WORDS[status]}</Pill>;
}
