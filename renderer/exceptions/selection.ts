/** Which exceptions are selected, over all pages of the list, by key. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  /** Where a range begins: the row that was selected last. */
  readonly anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), anchor: null };

/** One row more or less. */
export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, anchor: key };
}

/**
 * Everything from the anchor to `key` as the page shows it, beside what was selected. Without an
 * anchor on the page it is the one row.
 */
export function rangeTo(selection: Selection, key: string, page: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : page.indexOf(selection.anchor);
  const to = page.indexOf(key);
  if (from === -1 || to === -1) return { keys: new Set([...selection.keys, key]), anchor: key };
  const range = page.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set([...selection.keys, ...range]), anchor: selection.anchor };
}

/** How much of a page is selected. */
export function selectedOf({ keys }: Selection, page: readonly string[]): 'none' | 'some' | 'all' {
  const count = page.filter((key) => keys.has(key)).length;
  if (count === 0) return 'none';
  return count === page.length ? 'all' : 'some';
}

/** The whole page beside what was selected. */
export function withPage({ keys }: Selection, page: readonly string[]): Selection {
  return { keys: new Set([...keys, ...page]), anchor: null };
}

/** The whole page, or, where it is selected already, none of it. */
export function pageToggled(selection: Selection, page: readonly string[]): Selection {
  if (selectedOf(selection, page) !== 'all') return withPage(selection, page);
  const left = [...selection.keys].filter((key) => !page.includes(key));
  return { keys: new Set(left), anchor: null };
}

export function allOf(keys: readonly string[]): Selection {
  return { keys: new Set(keys), anchor: null };
}
