import { readdirSync, readFileSync } from 'node:fs';

/** The most memory that each process of a program has taken, in MiB, by what it is; Linux only. */
export type PeakMemory = Map<string, number>;

const EVERY_MS = 250;

/**
 * Watches a process and those that it starts. The system itself keeps the peak of each as long as it
 * lives, so it is enough to look again and again.
 *
 * @returns stops watching, and says what was seen.
 */
export function watchMemory(pid: number): () => PeakMemory {
  const peaks: PeakMemory = new Map();
  const look = (): void => {
    for (const one of withDescendants(pid)) {
      const name = nameOf(one);
      const peak = peakOf(one);
      if (name !== null && peak !== null) peaks.set(name, Math.max(peak, peaks.get(name) ?? 0));
    }
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return () => {
    clearInterval(timer);
    look();
    return peaks;
  };
}

function withDescendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, parent] = /^PPid:\t(\d+)$/m.exec(read(`/proc/${entry}/status`) ?? '') ?? [];
    if (parent === undefined) continue;
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(entry)]);
  }
  const found = [pid];
  for (let at = 0; at < found.length; at++) found.push(...(children.get(found[at]!) ?? []));
  return found;
}

/** Chromium says the kind of each process in its arguments; the first has none. */
function nameOf(pid: number): string | null {
  const args = read(`/proc/${pid}/cmdline`)?.split('\0');
  if (args === undefined) return null;
  const value = (option: string): string | undefined =>
    args.find((argument) => argument.startsWith(`--${option}=`))?.slice(option.length + 3);
  return `${value('utility-sub-type') ?? value('type') ?? 'program'} ${pid}`;
}

function peakOf(pid: number): number | null {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '') ?? [];
  return kib === undefined ? null : Number(kib) / 1024;
}

/** Null where the process has ended meanwhile. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
