import type { Progress, ProgressUnit } from '../../core/contract/steps.ts';

export interface ProgressBar {
  show(progress: Progress): void;
  clear(): void;
}

/** A stream that may be a terminal, which has columns and lets a line be drawn over. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * A line that is drawn over itself: step, bar, rate, time left. Silent where the screen is no
 * terminal, so that logs stay readable.
 */
export function progressBar(screen: Screen, now: () => number): ProgressBar {
  if (screen.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  let step: string | null = null;
  let work: string | null = null;
  let stepBegan = 0;
  let began = 0;
  return {
    show(progress) {
      const time = now();
      const key = `${progress.step} ${progress.words}`;
      if (progress.step !== step) [step, stepBegan] = [progress.step, time];
      if (key !== work) [work, began] = [key, time];
      else if (time - drawnAt < 100) return;
      drawnAt = time;
      const line = progressLine(progress, (time - began) / 1000, (time - stepBegan) / 1000);
      screen.write(`\r\u001b[2K${line.slice(0, (screen.columns ?? 80) - 1)}`);
    },
    clear: () => void screen.write('\r\u001b[2K'),
  };
}

const WIDTH = 24;

/** One line of progress after so many seconds of the present work, and of the step that it is part of. */
export function progressLine(progress: Progress, seconds: number, stepSeconds = seconds): string {
  const { step, done, of, unit, words } = progress;
  const title = `${step[0]!.toUpperCase()}${step.slice(1)}`.padEnd(9);
  if (progress.waiting) {
    const { looks, nextLookAt, until } = progress.waiting;
    const clock = (at: number): string => new Date(at).toLocaleTimeString();
    return `${title} ${words}: checked ${looks === 1 ? 'once' : `${looks} times`}, next at ${clock(nextLookAt)}, until ${clock(until)}`;
  }
  const rate = seconds > 0.5 && done > 0 ? done / seconds : 0;
  const pace = rate > 0 && unit !== null ? `  ${counted(rate, unit)}/s` : '';
  const share = progress.share ?? (of ? Math.min(1, done / of) : null);
  if (share === null) return `${title} ${words}  ${counted(done, unit)}${pace}`;
  const filled = Math.round(share * WIDTH);
  const elapsed = progress.share === undefined ? seconds : stepSeconds;
  const known = elapsed > 0.5 && share > 0 && share < 1;
  const left = known ? `  ${Math.ceil((elapsed * (1 - share)) / share)} s left` : '';
  return `${title} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %${pace}${left}  ${words}`;
}

function counted(value: number, unit: ProgressUnit): string {
  if (unit === 'bytes') return `${(value / 2 ** 20).toFixed(1)} MiB`;
  if (unit === null) return short(value);
  return `${short(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
}

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  return value >= 1e4 ? `${Math.round(value / 1e3)} k` : String(Math.round(value));
}
