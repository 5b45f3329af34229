import type { AtStake, ExceptionQueryInput } from '../../core/contract/api/exceptions.ts';
import { EXCEPTIONS, exceptionTitle } from '../../core/contract/exceptions.ts';
import type {
  ExceptionRecord,
  ExceptionStatus,
  ExceptionSummary,
} from '../../core/contract/run.ts';
import { wantsReason } from '../../core/contract/run.ts';

/** What the list is narrowed to and how it is ordered, as the screen's controls hold it. */
export interface WorkListView {
  /** Empty: all. */
  readonly code: string;
  readonly status: ExceptionStatus | '';
  /** `any`, `nobody`, or `=` and a name. */
  readonly owner: string;
  readonly customer: string;
  readonly search: string;
  readonly carried: '' | 'carried' | 'new';
  readonly orderBy: NonNullable<ExceptionQueryInput['orderBy']>;
  readonly descending: boolean;
}

export const WHOLE_LIST: WorkListView = {
  code: '',
  status: '',
  owner: 'any',
  customer: '',
  search: '',
  carried: '',
  orderBy: 'cents',
  descending: true,
};

/** The query that asks for what the view shows. */
export function queryOf(view: WorkListView): ExceptionQueryInput {
  const customer = view.customer.trim();
  const search = view.search.trim();
  return {
    ...(view.code !== '' && { code: view.code }),
    ...(view.status !== '' && { status: view.status }),
    ...(view.owner === 'nobody' && { owner: null }),
    ...(view.owner.startsWith('=') && { owner: view.owner.slice(1) }),
    ...(customer !== '' && { customer }),
    ...(search !== '' && { search }),
    ...(view.carried !== '' && { carried: view.carried === 'carried' }),
    orderBy: view.orderBy,
    descending: view.descending,
  };
}

/** Whether anything is left out of the list. */
export function narrowed(view: WorkListView): boolean {
  const { orderBy, descending, ...left } = queryOf(view);
  void orderBy;
  void descending;
  return Object.keys(left).length > 0;
}

/** The view after a click on a header: the same column turns round, another begins as one reads it. */
export function orderedBy(view: WorkListView, column: WorkListView['orderBy']): WorkListView {
  if (view.orderBy === column) return { ...view, descending: !view.descending };
  return { ...view, orderBy: column, descending: column === 'cents' || column === 'createdAt' };
}

/** A view that was remembered as JSON; the whole list where it cannot be understood. */
export function rememberedView(text: string | null): WorkListView {
  let known: unknown;
  try {
    known = JSON.parse(text ?? 'null');
  } catch {
    known = null;
  }
  if (typeof known !== 'object' || known === null) return WHOLE_LIST;
  const entries = Object.entries(WHOLE_LIST).map(([name, value]) => {
    const kept = (known as Record<string, unknown>)[name];
    return [name, typeof kept === typeof value ? kept : value];
  });
  return Object.fromEntries(entries) as WorkListView;
}

export interface KindOfException {
  readonly code: string;
  readonly words: string;
  readonly count: number;
  /** How many of them nobody has decided on. */
  readonly open: number;
  readonly atStake: readonly AtStake[];
}

/** The kinds that a run has, in the order of the catalogue; kinds it no longer knows come last. */
export function kindsOf(summary: readonly ExceptionSummary[]): readonly KindOfException[] {
  const known = Object.keys(EXCEPTIONS);
  const place = (code: string): number => {
    const at = known.indexOf(code);
    return at === -1 ? known.length : at;
  };
  const codes = [...new Set(summary.map(({ code }) => code))];
  return codes
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((code) => {
      const of = summary.filter((one) => one.code === code);
      return {
        code,
        words: exceptionTitle(code),
        count: sum(of.map(({ count }) => count)),
        open: sum(of.filter(({ status }) => status === 'open').map(({ count }) => count)),
        atStake: byCurrency(of),
      };
    });
}

/** What is at stake by currency, the currencies in the order of their codes. */
export function byCurrency(amounts: readonly AtStake[]): readonly AtStake[] {
  return [...Map.groupBy(amounts, ({ currency }) => currency)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, own]) => ({
      currency,
      cents: sum(own.map(({ cents }) => cents)),
      unknown: sum(own.map(({ unknown }) => unknown)),
    }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Whether an earlier run had it already. */
export function carriedOver(record: ExceptionRecord, runId: string): boolean {
  return record.firstRun !== null && record.firstRun !== runId;
}

/** Whether its amount is another than the one somebody decided on. */
export function changedSinceDecided(record: ExceptionRecord): boolean {
  return record.decidedCents !== null && record.decidedCents !== (record.cents ?? 0);
}

/**
 * The keys that choose a status for what is selected. Alt+O leads to Sources from everywhere, so
 * open has another.
 */
export const STATUS_SHORTCUTS = (
  [
    ['alt+n', 'open'],
    ['alt+e', 'explained'],
    ['alt+a', 'accepted'],
    ['alt+v', 'resolved'],
  ] as const
).map(([keys, status]) => ({
  keys,
  status,
  does: `Set the selection to ${status}`,
  group: 'In the exceptions',
}));

/** What is to become of the selected exceptions. What is left out stays as it is. */
export interface Decision {
  readonly status?: ExceptionStatus;
  /** Null: unassigned. */
  readonly owner?: string | null;
  readonly note?: string;
}

/** Whether there is anything to apply, with the reason where the status wants one. */
export function decides(decision: Decision): boolean {
  if (reasonMissing(decision)) return false;
  return decision.status !== undefined || decision.owner !== undefined || noted(decision);
}

/** Whether the status is one that wants a reason, and there is none. */
export function reasonMissing(decision: Decision): boolean {
  return decision.status !== undefined && wantsReason(decision.status) && !noted(decision);
}

function noted({ note }: Decision): boolean {
  return note !== undefined && note.trim() !== '';
}

/** `12 exceptions are now accepted, assigned to Ada, with your note.` `count` is as the screen shows it. */
export function decisionWords(number: number, count: string, decision: Decision): string {
  const { status, owner } = decision;
  const subject = number === 1 ? '1 exception' : `${count} exceptions`;
  const is = number === 1 ? 'is' : 'are';
  const changes = [
    status !== undefined && status,
    owner === null && 'unassigned',
    typeof owner === 'string' && `assigned to ${owner}`,
  ].filter((words) => words !== false);
  if (changes.length === 0) return `The note was added to ${subject}.`;
  return `${subject} ${is} now ${changes.join(', ')}${noted(decision) ? ', with your note' : ''}.`;
}

/** `12 exceptions are as they were before.` and how many could not be put back. */
export function undoneWords(undone: number, left: number, count: (n: number) => string): string {
  const done = `${exceptionsIn(undone, count)} ${undone === 1 ? 'is' : 'are'} as before.`;
  if (left === 0) return `Undone: ${done}`;
  return `Undone: ${done} ${exceptionsIn(left, count)} changed since and left unchanged.`;
}

function exceptionsIn(number: number, count: (n: number) => string): string {
  return number === 1 ? '1 exception' : `${count(number)} exceptions`;
}

/** The keys in parts that one call takes. */
export function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}
