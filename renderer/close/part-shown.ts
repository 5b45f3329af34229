import type { CloseView } from '../../core/contract/close/close-view.ts';
import type { ClosePart } from './frame/close-part.ts';

/** Nothing can be tied out before somebody has said to which accounts. */
export function isSetUp({ terms }: Pick<CloseView, 'terms'>): boolean {
  return terms.accounts.length > 0;
}

/**
 * The part to show: the one asked for, else the first that something is missing in, else the sign-off. Before the
 * close is set up, its settings.
 */
export function partShown(
  parts: readonly ClosePart[],
  view: Pick<CloseView, 'terms' | 'missing'>,
  asked: string | null,
): ClosePart {
  const called = (id: string): ClosePart | undefined => parts.find((part) => part.id === id);
  if (!isSetUp(view)) return called('settings')!;
  const missing = new Set(view.missing.map(({ id }) => id));
  return (
    (asked === null ? undefined : called(asked)) ??
    parts.find(({ clears }) => clears.some((id) => missing.has(id))) ??
    called('sign-off')!
  );
}
