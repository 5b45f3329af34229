export type Mapping = Readonly<Record<string, string>>;

/** A column that belongs to no field of the ledger and is carried along. */
export const EXTRA = 'extra';

/** The mapping with a header taken for a field; another header chosen for that field gives it up. */
export function withHeader(mapping: Mapping, header: string, field: string): Mapping {
  const kept = Object.entries(mapping).filter(
    ([other, theirs]) => other !== header && (field === EXTRA || theirs !== field),
  );
  return Object.fromEntries([...kept, [header, field]]);
}

/** The mapping without what was chosen for a header: the header's own name decides again. */
export function withoutHeader(mapping: Mapping, header: string): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([other]) => other !== header));
}

export function sameMapping(a: Mapping, b: Mapping): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}
