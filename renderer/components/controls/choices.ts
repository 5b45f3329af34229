/** One of several values, and what a person reads for it. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly words: string;
}

/** All values that there are words for, in the order in which the words are written. */
export function choicesOf<T extends string>(
  words: Readonly<Record<T, string | { readonly title: string }>>,
): readonly Choice<T>[] {
  return (Object.keys(words) as T[]).map((value) => {
    const of = words[value];
    return { value, words: typeof of === 'string' ? of : of.title };
  });
}
